import type { Plan, World } from '../plan';
import { change, fileTicket, reply } from '../tickets';

/** An agent who was told something. */
async function told({ api }: World): Promise<Record<string, string>> {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { assignedTo: 'me' });
  await reply(api.client, ticket, 'Sigue igual.');
  return {};
}

/** What somebody of the desk is told of. */
export const notificationPlans: Record<string, Plan> = {
  listNotifications: { who: 'agent', params: told, fitQuery: ({ cursor: _, ...query }) => query },
  countUnreadNotifications: { who: 'agent' },
  readNotifications: { who: 'agent' },
  readNotificationSettings: { who: 'agent' },
  changeNotificationSettings: { who: 'agent' },
};
