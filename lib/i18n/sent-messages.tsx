import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ParsedMessages } from './area-messages';
import { type Area, loadArea } from './load-messages';

/**
 * As JSON, made once for each language and area: as an object each text of them would be walked by React at each request, on the way
 * out and once more for the HTML.
 */
const texts = new Map<string, string>();

/**
 * Gives client components below it an area's messages, sent with the page in the reader's language: for pages that people open now
 * and then, whose scripts are to be few. What is open all day has them in its own scripts: see AreaMessages.
 */
export async function SentMessages({ area, children }: { area: Area; children: ReactNode }) {
  const locale = await getLocale();
  const key = `${area} ${locale}`;
  const text = texts.get(key) ?? JSON.stringify(await loadArea(locale, area));
  texts.set(key, text);
  return <ParsedMessages text={text}>{children}</ParsedMessages>;
}
