import type { DeskTicket } from './desk-ticket';

/** What somebody did, for a sentence: `value` is what a property became. */
export type Deed =
  | { kind: 'wrote' | 'answered' | 'noted'; messageId: string }
  | { kind: 'status' | 'priority' | 'category'; value: string }
  /** `to` is a user's id, or null for nobody. */
  | { kind: 'assignee'; to: string | null }
  | { kind: 'tags' | 'title' | 'resolution' | 'teamId' | 'snoozedUntil' };

/** Everything that one person did meanwhile. Null stands for a program. */
export interface Difference {
  actorId: string | null;
  actorName: string | null;
  deeds: Deed[];
  /** The message or system line that tells of it first; null where the thread has none. */
  threadId: string | null;
}

const properties = [
  'status',
  'assignedToId',
  'priority',
  'category',
  'tags',
  'title',
  'teamId',
  'snoozedUntil',
] as const;
const said = { client: 'wrote', reply: 'answered', note: 'noted' } as const;

function deedsOf(changes: Record<string, { to: unknown }>): Deed[] {
  return properties.flatMap((name): Deed[] => {
    const change = changes[name];
    if (!change) return [];
    if (name === 'assignedToId') return [{ kind: 'assignee', to: change.to === null ? null : String(change.to) }];
    return name === 'status' || name === 'priority' || name === 'category'
      ? [{ kind: name, value: String(change.to) }]
      : [{ kind: name }];
  });
}

/** The last word on each property; what was said stays whole. */
function settled(deeds: Deed[]): Deed[] {
  return deeds.filter(
    (deed, index) => 'messageId' in deed || !deeds.some((later, at) => at > index && later.kind === deed.kind),
  );
}

/**
 * What others did to a ticket between two states of it, by person, oldest first. What the reader did themselves, here or in
 * another tab, is no difference; neither is what the ticket did by itself because a client wrote.
 */
export function differences(before: DeskTicket, after: DeskTicket): Difference[] {
  const known = new Set(before.threads.map((thread) => thread.id));
  const lastEdit = Math.max(0, ...before.edits.map((edit) => edit.id));
  const found = new Map<string | null, Difference>();
  const add = ({ actorId, actorName }: { actorId: string | null; actorName: string | null }, deeds: Deed[]) => {
    if (actorId === after.me.userId || deeds.length === 0) return;
    const entry = found.get(actorId) ?? { actorId, actorName, deeds: [], threadId: null };
    entry.deeds = settled([...entry.deeds, ...deeds]);
    found.set(actorId, entry);
  };
  const news = after.threads.filter((thread) => !known.has(thread.id));
  for (const { id, kind, authorId, authorName } of news) {
    if (kind !== 'change') add({ actorId: authorId, actorName: authorName }, [{ kind: said[kind], messageId: id }]);
  }
  for (const edit of after.edits.toReversed()) {
    const isClients = edit.actorId === after.client.userId && found.has(edit.actorId);
    if (edit.id > lastEdit && !isClients) add(edit, deedsOf(edit.changes));
  }
  for (const { id, authorId } of news) {
    const entry = found.get(authorId);
    if (entry) entry.threadId ??= id;
  }
  return [...found.values()];
}
