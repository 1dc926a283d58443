import en from '@/lib/i18n/messages/en/errors.json';
import es from '@/lib/i18n/messages/es/errors.json';

const sentences: Record<'es' | 'en', Record<string, string>> = { es, en };

/** Browsers send fewer letters; a stranger may send 16,000 blanks with every request that is refused. */
const mostRead = 500;

/** English when `Accept-Language` weighs it above Spanish, else Spanish. */
export function pickLanguage(header: string | null): 'es' | 'en' {
  const told = (header ?? '').slice(0, mostRead);
  const weigh = (language: string): number =>
    told
      .split(',')
      .map((part) => /^([\w-]+|\*)(?:\s*;\s*q=([\d.]+))?$/i.exec(part.trim()))
      .filter((match) => match?.[1]?.toLowerCase().split('-')[0] === language)
      .reduce((best, match) => Math.max(best, match?.[2] === undefined ? 1 : Number(match[2]) || 0), 0);
  const [english, spanish] = [weigh('en'), weigh('es')];
  if (english !== spanish) return english > spanish ? 'en' : 'es';
  return english > 0 && told.search(/\ben\b/i) < told.search(/\bes\b/i) ? 'en' : 'es';
}

/** "dentro de 42 segundos", "in 14 minutes". */
function inTime(seconds: number, language: 'es' | 'en'): string {
  const format = new Intl.RelativeTimeFormat(language);
  return seconds < 120 ? format.format(Math.ceil(seconds), 'second') : format.format(Math.ceil(seconds / 60), 'minute');
}

/** The sentence for people of a stable code. `retryAfter`, in seconds, makes that of `RATE_LIMITED` say when. */
export function sentenceOf(code: string, language: 'es' | 'en', retryAfter?: number): string {
  const words = sentences[language];
  if (code === 'RATE_LIMITED' && retryAfter !== undefined)
    // No placeholder: the build takes messages that have one apart.
    return `${words.RATE_LIMITED_UNTIL} ${inTime(Math.max(1, retryAfter), language)}`;
  return words[code] ?? words.INVALID_FIELD ?? code;
}
