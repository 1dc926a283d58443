import type { Section } from './section';
import { type Asked, askBoth, type Place } from './two-worlds';

const day = 86_400_000;
const before = ({ last }: Place, days: number) => new Date(last.getTime() - days * day).toISOString();
const tickets = (query: string) => () => `/v2/support-tickets?limit=25&${query}`;
const search = (q: string) => tickets(`q=${encodeURIComponent(q)}`);
const queue = (name: string, more = '') => `/v2/desk/tickets?limit=50&queue=${name}${more}`;

/** The questions of staff; `views` are the names of the desk's own. */
const ofStaff = (views: string[]): Asked[] => {
  const agent = (what: string, path: Asked['path'], bare?: Asked['bare']): Asked => ({
    what,
    who: 'agent',
    path,
    bare,
  });
  return [
    agent('newest 25', tickets(''), tickets('')),
    agent('newest 25 with their messages', tickets('include=threads')),
    agent(
      'after 100,000 rows',
      ({ deep }) => tickets(`cursor=${deep}`)(),
      ({ bareDeep }) => tickets(`cursor=${bareDeep}`)(),
    ),
    agent('status=open', tickets('status=open')),
    agent('status=open,pending', tickets('status=open,pending')),
    agent('status=closed after 100,000 rows', ({ deep }) => tickets(`status=closed&cursor=${deep}`)()),
    agent('category and status and priority', tickets('category=feature_request&status=pending&priority=urgent')),
    agent('assignedTo=me', tickets('assignedTo=me')),
    agent('assignedTo=none', tickets('assignedTo=none')),
    agent('a common tag', tickets(`tag=${encodeURIComponent('facturación')}`)),
    agent('a rare tag, open', tickets('tag=vpn&status=open')),
    agent('a tag that nobody uses', tickets('tag=nadie')),
    agent('client=: many tickets', ({ ids }) => tickets(`client=${ids.manyTickets}`)()),
    agent('client=: one ticket', ({ ids }) => tickets(`client=${ids.oneTicket}`)()),
    agent('createdBefore, long ago', (place) => tickets(`createdBefore=${before(place, 700)}`)()),
    agent('created in three weeks a year ago, open', (place) =>
      tickets(`status=open&createdAfter=${before(place, 400)}&createdBefore=${before(place, 380)}`)(),
    ),
    agent('updatedAfter yesterday', (place) => tickets(`updatedAfter=${before(place, 1)}`)()),
    agent('updatedAfter tomorrow', (place) => tickets(`updatedAfter=${before(place, -1)}`)()),
    agent('q=is:unanswered', search('is:unanswered')),
    agent('q=has:attachment', search('has:attachment')),
    agent('q=has:rating', search('has:rating')),
    agent('q=updated:>365d', search('updated:>365d')),
    agent('q=client:garcia', search('client:garcia')),
    agent('q=team:… priority:… status:…', search('team:Cuentas priority:urgent status:closed')),
    ...['mine', 'unassigned', 'open', 'pending', 'urgent', 'snoozed', 'resolved', 'all'].map((name) =>
      agent(`desk: ${name}`, () => queue(name)),
    ),
    agent('desk: all, by last change', () => queue('all', '&sort=updated')),
    agent('desk: all, urgent first, after 100,000 rows', ({ deep }) => queue('all', `&sort=urgent&cursor=${deep}`)),
    ...views.map((name) =>
      agent(`desk: view “${name}”`, (place) => queue(place.views.find((view) => view.name === name)?.id ?? '')),
    ),
    agent(
      'status and priority',
      tickets('status=open,pending&priority=high,urgent'),
      tickets('status=open,pending&priority=high,urgent'),
    ),
    agent(
      'queue counts',
      () => '/v2/desk/queues',
      () => '/v2/desk/queues',
    ),
    { what: 'queue counts', who: 'admin', path: () => '/v2/desk/queues' },
    { what: 'queue counts after a change', who: 'agent', path: () => '/v2/desk/queues', isAfterChange: true },
    agent('a client with many tickets', ({ ids }) => `/v2/clients/${ids.manyTickets}`),
    agent('a client with one ticket', ({ ids }) => `/v2/clients/${ids.oneTicket}`),
    agent('notifications', () => '/v2/notifications'),
    agent('notifications, unread', () => '/v2/notifications?unread=true'),
    agent('how many unread', () => '/v2/notifications/unread'),
    agent('changes from the beginning', () => '/v2/changes?limit=100'),
    agent('changes from now on', () => '/v2/changes?cursor=now'),
    agent('changes of a rare type', () => '/v2/changes?types=ticket.merged'),
    { what: 'people', who: 'admin', path: () => '/v2/users?limit=100' },
    { what: 'people of a name', who: 'admin', path: () => '/v2/users?limit=100&q=garcia' },
  ];
};

const ofClients: Asked[] = (['manyTickets', 'dozen', 'oneTicket'] as const).flatMap((who): Asked[] => [
  { what: 'own tickets', who, path: tickets('') },
  { what: 'own tickets with their messages', who, path: tickets('include=threads') },
  { what: 'own tickets, open', who, path: tickets('status=open') },
  { what: 'own tickets with a rare tag', who, path: tickets('tag=vpn') },
  { what: 'own tickets changed in a month', who, path: (place) => tickets(`updatedAfter=${before(place, 30)}`)() },
  { what: 'changes from the beginning', who, path: () => '/v2/changes?limit=100' },
  { what: 'changes from now on', who, path: () => '/v2/changes?cursor=now' },
]);

/** Every list, filter, count and feed in the big world beside the small one. */
export const listsSection: Section = (stage) =>
  askBoth('lists', stage, ({ views }) => [...ofStaff(views.map(({ name }) => name)), ...ofClients]);
