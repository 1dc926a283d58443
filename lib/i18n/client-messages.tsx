import type { Messages } from 'next-intl';
import { getLocale, getMessages, getNow, getTimeZone } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ParsedMessages } from './parsed-messages';

/** What every page's client components may use without asking: the root layout gives it. */
const everywhere = ['common', 'errors', 'tickets'] as const satisfies (keyof Messages)[];

/**
 * As JSON, made once for each language and set of namespaces: as an object each text of them would be walked by React at each
 * request, on the way out and once more for the HTML.
 */
const texts = new Map<string, string>();

async function textOf(locale: string, namespaces: readonly (keyof Messages)[]): Promise<string> {
  const key = [locale, ...namespaces].join(' ');
  const known = texts.get(key);
  if (known !== undefined) return known;
  const all = await getMessages();
  const text = JSON.stringify(Object.fromEntries(namespaces.map((name) => [name, all[name]])));
  texts.set(key, text);
  return text;
}

/**
 * Gives client components below it their messages: the named namespaces beside those of providers further out, without any
 * names those that are always there. A namespace that is not named never travels to the browser.
 */
export async function ClientMessages(props: { namespaces?: (keyof Messages)[]; children: ReactNode }) {
  const [locale, now, timeZone] = await Promise.all([getLocale(), getNow(), getTimeZone()]);
  const text = await textOf(locale, props.namespaces ?? everywhere);
  return (
    <ParsedMessages locale={locale} now={now} timeZone={timeZone} text={text}>
      {props.children}
    </ParsedMessages>
  );
}
