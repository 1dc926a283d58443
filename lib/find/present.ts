import { toPublicId } from '@/lib/platform/ids';
import type { find } from './queries';
import type { Found } from './schema';

/** What was found as the API shows it. */
export function presentFound({ tickets, clients }: Awaited<ReturnType<typeof find>>): Found {
  return {
    tickets: tickets.map(({ id, clientName, ...row }) => ({
      _id: toPublicId('support_ticket', id),
      ...row,
      client: clientName,
    })),
    clients: clients.map(({ id, name, email }) => ({ _id: toPublicId('client', id), userId: id, name, email })),
  };
}
