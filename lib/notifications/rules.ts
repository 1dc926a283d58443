import { kinds, type NotificationKind } from './schema';

/** What has to be known of an event and its ticket to say who is told of it. */
export interface Happening {
  type: string;
  actorId: string | null;
  actorRole: string | null;
  clientId: string;
  changes: Record<string, { from: unknown; to: unknown }>;
  /** Who has the ticket. */
  assignedToId: string | null;
  /** Whom the note of this event mentions. */
  mentioned: string[];
  /** Who is in the team that the ticket was given to in this event. */
  team: string[];
}

/** What the one who has the ticket is told of, by the event. */
const toAssignee: Record<string, NotificationKind> = {
  'ticket.reopened': 'reopened',
  'ticket.woken': 'woken',
  'ticket.rated': 'rated',
};

/**
 * Who is to be told what of an event: never the one who did it, and nobody twice of one event. Whether they want to be told,
 * and still work here, is asked later.
 */
export function noticesOf(happening: Happening): { userId: string; kind: NotificationKind }[] {
  const { type, actorId, actorRole, clientId, changes, assignedToId } = happening;
  const byClient = actorRole === 'client' || actorId === clientId;
  const mine = toAssignee[type] ?? (type === 'ticket.replied' && byClient ? 'client_replied' : undefined);
  const given = changes.assignedToId?.to;
  const all: { userId: string; kind: NotificationKind }[] = [
    ...happening.mentioned.map((userId) => ({ userId, kind: 'mentioned' as const })),
    ...(typeof given === 'string' ? [{ userId: given, kind: 'assigned' as const }] : []),
    ...(mine && assignedToId ? [{ userId: assignedToId, kind: mine }] : []),
    ...happening.team.map((userId) => ({ userId, kind: 'team_assigned' as const })),
  ];
  const others = all.filter(({ userId }) => userId !== actorId);
  return others.filter(({ userId }, at) => others.findIndex((each) => each.userId === userId) === at);
}

/** Of the notices that one act brings, the one for each person that says most. `keyOf` says which belong to one act. */
export function strongest<Notice extends { userId: string; kind: NotificationKind }>(
  notices: Notice[],
  keyOf: (notice: Notice) => string,
): Notice[] {
  const best = new Map<string, Notice>();
  for (const notice of notices) {
    const key = `${notice.userId} ${keyOf(notice)}`;
    const known = best.get(key);
    if (!known || kinds.indexOf(notice.kind) < kinds.indexOf(known.kind)) best.set(key, notice);
  }
  return [...best.values()];
}
