import { v7 } from 'uuid';
import type { Prisma } from '@/lib/generated/prisma/client';
import { isActive } from '@/lib/tickets/rules';
import { buildDesk, type DeskRows } from './build-desk';
import { fieldsOf } from './desk';
import { resolveMoment } from './moments';
import { type PersonKey, people } from './people';
import { TicketStory, type World } from './story';
import { closedTickets } from './tickets-closed';
import { oldTickets } from './tickets-closed-old';
import { inProgressTickets } from './tickets-in-progress';
import { slowTickets } from './tickets-in-progress-slow';
import { marianaTickets } from './tickets-mariana';
import { marianaPastTickets } from './tickets-mariana-past';
import { nuriaTickets } from './tickets-nuria';
import { pendingTickets } from './tickets-pending';
import { resolvedTickets } from './tickets-resolved';
import { resolvedOtherTickets } from './tickets-resolved-other';
import { waitingTickets } from './tickets-waiting';

const FIRST_NUMBER = 1001;

const specs = [
  ...waitingTickets,
  ...marianaTickets,
  ...nuriaTickets,
  ...inProgressTickets,
  ...slowTickets,
  ...pendingTickets,
  ...resolvedTickets,
  ...resolvedOtherTickets,
  ...marianaPastTickets,
  ...closedTickets,
  ...oldTickets,
];

/** The demo data as rows, oldest first: tickets numbered in the order of their creation, events in the order they happened. */
export interface DemoRows extends DeskRows {
  users: (Prisma.UserCreateManyInput & { id: string; key: PersonKey })[];
  tickets: (TicketStory['ticket'] & { fields: Record<string, string> })[];
  threads: Prisma.ThreadCreateManyInput[];
  attachments: Prisma.AttachmentCreateManyInput[];
  events: Prisma.EventCreateManyInput[];
}

function buildUsers(now: Date, nextOrdinal: () => number): DemoRows['users'] {
  const keys = Object.keys(people) as PersonKey[];
  return keys.map((key) => {
    const { name, email, role, since } = people[key];
    const createdAt = resolveMoment(`${since}d 9:00`, now);
    return {
      key,
      id: v7({ msecs: createdAt.getTime(), seq: nextOrdinal() }),
      name,
      email,
      role,
      createdAt,
      updatedAt: createdAt,
    };
  });
}

/** The whole demo as seen at `now`. Pure but for the random part of the ids. Throws when a ticket's story breaks a rule. */
export function buildDemo(now: Date): DemoRows {
  let ordinal = 0;
  const nextOrdinal = () => ordinal++;
  const users = buildUsers(now, nextOrdinal);
  const openedAt = (spec: (typeof specs)[number]) => resolveMoment(spec.opened, now).getTime();
  const ordered = [...specs].sort((a, b) => openedAt(a) - openedAt(b));
  const numbers = new Map(ordered.map((spec, index) => [spec.key, FIRST_NUMBER + index]));
  const world: World = {
    now,
    nextOrdinal,
    userIds: Object.fromEntries(users.map((user) => [user.key, user.id])) as World['userIds'],
    numberOf(key) {
      const number = numbers.get(key);
      if (number === undefined) throw new Error(`no demo ticket is called ${key}`);
      return number;
    },
  };
  const stories = ordered.map((spec) => new TicketStory(spec, world));
  const values = ordered.map(fieldsOf);
  const desk = buildDesk(now, world.userIds);
  // What came in before there were teams stays without one; what is going on has found its own.
  const cobros = desk.teams.find(({ key }) => key === 'cobros')?.id;
  const tickets = stories.map(({ ticket }, index) => ({
    ...ticket,
    fields: values[index] ?? {},
    teamId: ticket.category === 'billing' && isActive(ticket.status) ? cobros : undefined,
  }));
  return {
    ...desk,
    users,
    tickets,
    threads: stories.flatMap((story) => story.threads),
    attachments: stories.flatMap((story) => story.attachments),
    events: stories.flatMap((story) => story.events).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
  };
}
