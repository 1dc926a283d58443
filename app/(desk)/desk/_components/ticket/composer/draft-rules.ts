import type { AttachmentLink } from '@/lib/tickets/schema';

/** What stands on the paper. */
export interface DraftText {
  message: string;
  internal: boolean;
  attachments: AttachmentLink[];
}

/** A draft as this browser has it. Revisions are this clock's milliseconds, and always grow. */
export interface Kept extends DraftText {
  revision: number;
  /** The revision that the server is known to have or to be done with: the same as `revision` when there is nothing to tell it. */
  synced: number;
}

/** A draft as the server has it; revision 0 where there is none. */
export interface OnServer extends DraftText {
  revision: number;
}

export const emptyText: DraftText = { message: '', internal: false, attachments: [] };

export const isEmpty = ({ message, attachments }: DraftText) => message.trim() === '' && attachments.length === 0;

export function isSame(one: DraftText, other: DraftText): boolean {
  return (
    one.message === other.message &&
    one.internal === other.internal &&
    JSON.stringify(one.attachments) === JSON.stringify(other.attachments)
  );
}

const textOf = ({ message, internal, attachments }: DraftText): DraftText => ({ message, internal, attachments });

/** The next revision: of what is typed now, after whatever is known. */
export function nextRevision(now: number, ...known: number[]): number {
  return Math.max(now, ...known.map((each) => each + 1));
}

/**
 * What of two drafts goes on: the one of this browser and the one of the server, which another browser may have written. What
 * the server knew of this browser's it may have replaced or done with; what it did not know is newer or stands beside it.
 * `other` is what has to be offered as well, for nothing that was typed is thrown away.
 */
export function settle(here: Kept, server: OnServer): { kept: Kept; other?: DraftText } {
  const fromServer: Kept = { ...textOf(server), revision: server.revision, synced: server.revision };
  if (here.revision === here.synced) return { kept: fromServer };
  if (isSame(here, server)) return { kept: fromServer };
  // Nobody else has written since, or what they wrote is gone: this browser is only ahead.
  if (isEmpty(server) || server.revision === here.synced) return { kept: here };
  if (isEmpty(here)) return { kept: fromServer };
  return here.revision > server.revision
    ? { kept: here, other: textOf(server) }
    : { kept: fromServer, other: textOf(here) };
}
