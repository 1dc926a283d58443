import type { TicketStatus } from './schema';

/** What a system message tells, for programs that render it in the reader's language. */
export type Change =
  | { kind: 'status'; from: TicketStatus; to: TicketStatus; resolution?: string }
  | { kind: 'assignee'; from: string | null; to: string | null }
  // `name` is that of the team that it went to or, to none, that it was taken from.
  | { kind: 'team'; from: string | null; to: string | null; name: string }
  | FamilyChange;

/** What a ticket has to do with another. A message of the source of a split opened the target. */
export interface FamilyChange {
  kind: 'merge' | 'unmerge' | 'split';
  /** Which of the two this ticket is. */
  side: 'source' | 'target';
  /** The other one; the number of an imported ticket's is that of the desk that it came from, and its id is not known. */
  ticket?: string;
  number: number;
}

/** Whether replies and changes of fields still make sense: nothing has been closed for good. */
export function isActive(status: TicketStatus): boolean {
  return status === 'open' || status === 'pending' || status === 'in_progress';
}

/** Where a public reply moves the ticket; null when it takes none (closed). Source: docs/contract.md, section 3. */
export function statusAfterReply(
  status: TicketStatus,
  writer: 'client' | 'agent',
  isAssigned: boolean,
): TicketStatus | null {
  if (status === 'closed') return null;
  if (writer === 'agent') return status === 'open' ? 'in_progress' : status;
  if (status === 'pending') return isAssigned ? 'in_progress' : 'open';
  return status === 'resolved' ? 'open' : status;
}

/** What a client may do to the status of their own ticket: close it, or reopen it once resolved. */
export function mayClientMove(from: TicketStatus, to: TicketStatus): boolean {
  return from === to || to === 'closed' || (from === 'resolved' && to === 'open');
}

/** From closed a ticket can only be opened again. */
export function mayMove(from: TicketStatus, to: TicketStatus): boolean {
  return from !== 'closed' || to === 'closed' || to === 'open';
}

const words = {
  es: { open: 'Abierto', pending: 'Pendiente', in_progress: 'En curso', resolved: 'Resuelto', closed: 'Cerrado' },
  en: { open: 'Open', pending: 'Pending', in_progress: 'In progress', resolved: 'Resolved', closed: 'Closed' },
} as const;

const familySentences: Record<'es' | 'en', Record<FamilyChange['kind'], Record<FamilyChange['side'], string>>> = {
  es: {
    merge: { source: 'unió este ticket al #', target: 'unió a este ticket el #' },
    unmerge: { source: 'separó este ticket del #', target: 'separó de este ticket el #' },
    split: { source: 'llevó un mensaje a un ticket nuevo, el #', target: 'abrió este ticket con un mensaje del #' },
  },
  en: {
    merge: { source: 'merged this ticket into #', target: 'merged into this ticket #' },
    unmerge: { source: 'took this ticket back out of #', target: 'took back out of this ticket #' },
    split: { source: 'moved a message to a new ticket, #', target: 'opened this ticket with a message of #' },
  },
};

interface Names {
  by: string;
  from?: string | null;
  to?: string | null;
  /** Whether the assignee is the one who made the change. */
  isSelf?: boolean;
}

/** The sentence of a system message, in the desk's language. */
export function changeSentence(change: Change, names: Names, locale: 'es' | 'en'): string {
  const { by, to } = names;
  if (change.kind === 'assignee') {
    if (change.to === null) return locale === 'es' ? `${by} dejó el ticket sin asignar` : `${by} unassigned the ticket`;
    if (names.isSelf) return locale === 'es' ? `${by} tomó el ticket` : `${by} took the ticket`;
    return locale === 'es' ? `${by} asignó el ticket a ${to}` : `${by} assigned the ticket to ${to}`;
  }
  if ('side' in change) return `${by} ${familySentences[locale][change.kind][change.side]}${change.number}`;
  if (change.kind === 'team') {
    if (change.to === null)
      return locale === 'es'
        ? `${by} quitó el ticket del equipo ${change.name}`
        : `${by} took the ticket from team ${change.name}`;
    return locale === 'es'
      ? `${by} pasó el ticket al equipo ${change.name}`
      : `${by} passed the ticket to team ${change.name}`;
  }
  if (change.resolution) {
    const verb = locale === 'es' ? 'resolvió el ticket' : 'resolved the ticket';
    return `${by} ${verb}: ${change.resolution}`;
  }
  const [from, into] = [words[locale][change.from], words[locale][change.to]];
  return locale === 'es'
    ? `${by} cambió el estado de ${from} a ${into}`
    : `${by} changed the status from ${from} to ${into}`;
}
