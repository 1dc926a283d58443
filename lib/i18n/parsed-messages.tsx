'use client';
import { type Messages, NextIntlClientProvider } from 'next-intl';
import { type ComponentProps, createContext, use, useMemo } from 'react';

const Outer = createContext<Partial<Messages>>({});

/** Gives what is below it the messages in `text`, which is JSON, beside those that stand there already. */
export function ParsedMessages({
  text,
  ...rest
}: Omit<ComponentProps<typeof NextIntlClientProvider>, 'messages'> & { text: string }) {
  const outer = use(Outer);
  const messages = useMemo(() => ({ ...outer, ...(JSON.parse(text) as Partial<Messages>) }), [outer, text]);
  return (
    <Outer value={messages}>
      <NextIntlClientProvider {...rest} messages={messages} />
    </Outer>
  );
}
