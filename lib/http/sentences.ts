import en from '@/lib/i18n/messages/en/errors.json';
import es from '@/lib/i18n/messages/es/errors.json';

const sentences: Record<'es' | 'en', Record<string, string>> = { es, en };

/** English when `Accept-Language` weighs it above Spanish, else Spanish. */
export function pickLanguage(header: string | null): 'es' | 'en' {
  const weigh = (language: string): number =>
    (header ?? '')
      .split(',')
      .map((part) => /^\s*([\w-]+|\*)\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part))
      .filter((match) => match?.[1]?.toLowerCase().split('-')[0] === language)
      .reduce((best, match) => Math.max(best, match?.[2] === undefined ? 1 : Number(match[2]) || 0), 0);
  const [english, spanish] = [weigh('en'), weigh('es')];
  if (english !== spanish) return english > spanish ? 'en' : 'es';
  return english > 0 && (header ?? '').search(/\ben\b/i) < (header ?? '').search(/\bes\b/i) ? 'en' : 'es';
}

/** The sentence for people of a stable code. */
export function sentenceOf(code: string, language: 'es' | 'en'): string {
  return sentences[language][code] ?? sentences[language].INVALID_FIELD ?? code;
}
