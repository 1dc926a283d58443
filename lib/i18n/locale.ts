/** The languages of the product. Spanish is the source: a message is written there first. */
export const locales = ['es', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Cookie with the language that the reader chose with the switch. */
export const localeCookie = 'hilo_locale';

/** Whether a text from outside names one of our languages. */
function isLocale(text: string | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/**
 * The reader's language: what they chose, else the best of their browser's list, else the desk's own.
 * `acceptLanguage` is the header as it came; anything in it is safe. `q=0` means "not this one" (RFC 9110).
 */
export function pickLocale(cookie: string | undefined, acceptLanguage: string | null, fallback: Locale): Locale {
  if (isLocale(cookie)) return cookie;
  const wanted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='));
      return { language: tag.split('-')[0], quality: quality ? Number(quality.slice(2)) || 0 : 1, position };
    })
    .filter((each) => each.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position);
  const best = wanted.map((each) => each.language).find((language) => isLocale(language));
  return best ?? fallback;
}
