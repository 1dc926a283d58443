import { type Messages, NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

/** What every page's client components may use without asking. */
const everywhere = ['common', 'errors', 'tickets'] as const satisfies (keyof Messages)[];

/**
 * Gives client components below it their messages: those that are always there, and the named ones. A namespace that is
 * not named never travels to the browser. Inner providers replace outer ones, so each names all that it needs.
 */
export async function ClientMessages(props: { namespaces?: (keyof Messages)[]; children: ReactNode }) {
  const all = await getMessages();
  const wanted = [...everywhere, ...(props.namespaces ?? [])];
  const messages = Object.fromEntries(wanted.map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={messages}>{props.children}</NextIntlClientProvider>;
}
