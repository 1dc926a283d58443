'use client';
import { type Messages, NextIntlClientProvider } from 'next-intl';
import { type ComponentProps, createContext, use, useMemo } from 'react';

const Outer = createContext<Partial<Messages>>({});

/**
 * Each text as it was parsed: on the server they are the same few for everybody (a language, a set of namespaces), and the objects of one
 * would be made, and collected, with each page. Nobody changes them.
 */
const parsed = new Map<string, Partial<Messages>>();

function parse(text: string): Partial<Messages> {
  const known = parsed.get(text);
  if (known) return known;
  const messages = JSON.parse(text) as Partial<Messages>;
  parsed.set(text, messages);
  return messages;
}

/** Gives what is below it the messages in `text`, which is JSON, beside those that stand there already. */
export function ParsedMessages({
  text,
  ...rest
}: Omit<ComponentProps<typeof NextIntlClientProvider>, 'messages'> & { text: string }) {
  const outer = use(Outer);
  const messages = useMemo(() => ({ ...outer, ...parse(text) }), [outer, text]);
  return (
    <Outer value={messages}>
      <NextIntlClientProvider {...rest} messages={messages} />
    </Outer>
  );
}
