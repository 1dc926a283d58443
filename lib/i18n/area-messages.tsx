'use client';
import { type Locale, type Messages, NextIntlClientProvider, useLocale } from 'next-intl';
import { createContext, type ReactNode, use, useMemo } from 'react';

const Outer = createContext<Partial<Messages>>({});

/** Gives what is below it an area's messages beside those of areas further out. Another language changes these and nothing else. */
function Provided({ mine, children }: { mine: Partial<Messages>; children: ReactNode }) {
  const locale = useLocale();
  const outer = use(Outer);
  const messages = useMemo(() => ({ ...outer, ...mine }), [outer, mine]);
  return (
    <Outer value={messages}>
      <NextIntlClientProvider locale={locale} messages={messages}>
        {children}
      </NextIntlClientProvider>
    </Outer>
  );
}

/** The messages of an area whose own scripts have them, in both languages: no page carries them. */
export function AreaMessages(props: { messages: Record<Locale, Partial<Messages>>; children: ReactNode }) {
  return <Provided mine={props.messages[useLocale()]}>{props.children}</Provided>;
}

/**
 * Each text as it was parsed: on the server they are the same few for everybody (a language, an area), and the objects of one would
 * be made, and collected, with each page. Nobody changes them.
 */
const parsed = new Map<string, Partial<Messages>>();

function parse(text: string): Partial<Messages> {
  const known = parsed.get(text);
  if (known) return known;
  const messages = JSON.parse(text) as Partial<Messages>;
  parsed.set(text, messages);
  return messages;
}

/** The messages of an area that come with the page, as the JSON in `text`: see SentMessages. */
export function ParsedMessages({ text, children }: { text: string; children: ReactNode }) {
  return <Provided mine={parse(text)}>{children}</Provided>;
}
