import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ComponentProps, ReactNode } from 'react';
import { requireStaff } from '@/lib/auth/page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { findDeskTicket } from './desk/_components/ticket/load-ticket';

/** What the desk's pieces say in the browser. */
const namespaces: ComponentProps<typeof ClientMessages>['namespaces'] = [
  'desk',
  'clients',
  'composer',
  'fields',
  'history',
  'keys',
  'live',
  'macros',
  'notifications',
  'order',
  'views',
];

/**
 * The agents' pages. Each of them asks for itself who reads it; asking here too, before anything is sent, is what makes the
 * answer to a stranger a plain redirect and to a client, or about a ticket that is not there, a plain 404.
 */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get('x-hilo-path') ?? '/desk';
  const actor = await requireStaff(path);
  const number = /^\/desk\/tickets\/([^/?]+)/.exec(path)?.[1];
  if (number && !(await findDeskTicket(actor, number))) notFound();
  return <ClientMessages namespaces={namespaces}>{children}</ClientMessages>;
}
