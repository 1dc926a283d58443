import type { AttachmentRow, ThreadRow } from '@/lib/tickets/queries/rows';
import type { FamilyChange } from '@/lib/tickets/rules';
import type { TicketStatus } from '@/lib/tickets/schema';

/**
 * One thing that somebody did to the ticket. `said` is a change that only has its stored sentence; `byReply` is a move that a
 * client's message brought about: they did not do it, it followed.
 */
export type Clause =
  | { kind: 'assigned'; to: string | null }
  | { kind: 'teamed' | 'unteamed'; team: string }
  | { kind: 'moved'; to: TicketStatus; byReply?: true }
  | { kind: 'closed' }
  | { kind: 'reopened' }
  | { kind: 'family'; change: FamilyChange }
  | { kind: 'said'; text: string };

interface At {
  id: string;
  /** The number of the merged ticket that it was written on; absent where that is this one. */
  origin?: number;
  at: string;
  authorId: string | null;
  authorName: string | null;
}

/** One stop of the thread's line. `at` is RFC 3339. */
export type Entry =
  | { kind: 'day'; id: string; at: string }
  | (At & { kind: 'message'; isAgent: boolean; isNote: boolean; text: string; files: AttachmentRow[] })
  | (At & { kind: 'changes'; clauses: Clause[] })
  | (At & { kind: 'resolved'; resolution: string | null });

/** Changes by one person this close together read as one. */
const joinMs = 2 * 60 * 1000;

/** As `ThreadRow`; of the ticket that it came from the number is enough. */
type Thread = Omit<ThreadRow, 'origin'> & { origin?: { number: number } | null };

function clauseOf({ change, message }: Thread): Clause {
  if (!change) return { kind: 'said', text: message };
  if (change.kind === 'assignee') return { kind: 'assigned', to: change.to };
  if (change.kind === 'team') return { kind: change.to ? 'teamed' : 'unteamed', team: change.name };
  if ('side' in change) return { kind: 'family', change };
  if (change.to === 'closed') return { kind: 'closed' };
  const wasDone = change.from === 'resolved' || change.from === 'closed';
  return wasDone && change.to === 'open' ? { kind: 'reopened' } : { kind: 'moved', to: change.to };
}

function entryOf(thread: Thread, files: AttachmentRow[]): Exclude<Entry, { kind: 'day' }> {
  const { id, createdAt: at, authorId, authorName, change } = thread;
  const base = { id, at, authorId, authorName, ...(thread.origin && { origin: thread.origin.number }) };
  if (thread.type !== 'system') {
    const own = files.filter((file) => file.threadId === id);
    const { message: text, isInternal: isNote } = thread;
    return { ...base, kind: 'message', isAgent: thread.type === 'agent', isNote, text, files: own };
  }
  if (change?.kind === 'status' && change.to === 'resolved') {
    return { ...base, kind: 'resolved', resolution: change.resolution ?? null };
  }
  return { ...base, kind: 'changes', clauses: [clauseOf(thread)] };
}

function joins(before: Entry | undefined, next: Entry): before is Entry & { kind: 'changes' } {
  if (before?.kind !== 'changes' || next.kind !== 'changes' || before.authorId !== next.authorId) return false;
  if (before.origin !== next.origin) return false;
  // What has to do with another ticket is a sentence of its own.
  if ([...before.clauses, ...next.clauses].some((clause) => clause.kind === 'family')) return false;
  return new Date(next.at).getTime() - new Date(before.at).getTime() <= joinMs;
}

/** Who has it is said before how it stands, "tomó el ticket y lo dejó En curso"; of several moves only where they ended. */
function inOrder(clauses: Clause[]): Clause[] {
  const end = clauses.findLast((each) => each.kind === 'moved');
  return [
    ...clauses.filter((each) => each.kind === 'assigned'),
    ...clauses.filter((each) => each.kind !== 'assigned' && (each.kind !== 'moved' || each === end)),
  ];
}

/** A client's message and what it moved are written at one moment. */
function isOfReply(entry: At, before: Entry | undefined): boolean {
  return before?.kind === 'message' && !before.isAgent && before.authorId === entry.authorId && before.at === entry.at;
}

// To make one costs a hundred times more than to use it.
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of a moment in a zone, as `2026-11-21`. */
function dayOf(at: string, timeZone: string): string {
  const format = dayFormats.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' });
  dayFormats.set(timeZone, format);
  return format.format(new Date(at));
}

/**
 * What stands on a ticket's line, oldest first: messages with their files, changes (joined when consecutive, by the same
 * person and within two minutes), resolutions, and the days in `timeZone` when there is more than one. Notes are left out
 * whoever reads, unless the page says that it is the desk's: `hasNotes`.
 */
export function threadEntries(threads: Thread[], files: AttachmentRow[], timeZone: string, hasNotes = false): Entry[] {
  // That a ticket was merged into this one is said once, in this one's own words.
  const isTwice = ({ origin, change }: Thread) => origin && change?.kind === 'merge' && change.side === 'source';
  const shown = threads.filter((thread) => (hasNotes || !thread.isInternal) && !isTwice(thread));
  const hasDays = new Set(shown.map((thread) => dayOf(thread.createdAt, timeZone))).size > 1;
  const entries: Entry[] = [];
  let day = '';
  for (const thread of shown) {
    const today = dayOf(thread.createdAt, timeZone);
    if (hasDays && today !== day) entries.push({ kind: 'day', id: today, at: thread.createdAt });
    day = today;
    const entry = entryOf(thread, files);
    const before = entries.at(-1);
    if (entry.kind === 'changes' && isOfReply(entry, before)) {
      entry.clauses = entry.clauses.map((each) => (each.kind === 'moved' ? { ...each, byReply: true } : each));
    }
    if (entry.kind === 'changes' && joins(before, entry))
      before.clauses = inOrder([...before.clauses, ...entry.clauses]);
    else entries.push(entry);
  }
  return entries;
}
