import type { TicketCategory, TicketPriority, TicketStatus } from '@/lib/generated/prisma/client';
import type { ClientKey, PersonKey, StaffKey } from './people';

/**
 * When a ticket was opened: a number is minutes before now (at most 420, so that it always comes after yesterday's
 * last clock time); `'12d 9:42'` is twelve working days before today at 9:42, in the zone of the machine: it is most often
 * the reader's too, and then office hours read as such.
 */
export type Moment = number | `${number}d ${number}:${number}`;

/** When a step happened: a `Moment`, or after the step before: `'+25'` minutes, `'+1d 9:10'` working days and a time. */
export type StepMoment = Moment | `+${number}` | `+${number}d ${number}:${number}`;

/**
 * A string, or its lines. Filled in when built, relative to the ticket's opening: `{mes}` and `{año}` are last month's
 * name and year, `#{key}` the number of the ticket with that key.
 */
export type Text = string | string[];

/** File name and size in bytes; the address and the MIME type follow from the author and the extension. */
export type FileSpec = [filename: string, size: number];

/** A change of status; resolving says how. */
export type StatusSpec = Exclude<TicketStatus, 'resolved'> | { resolved: string };

/** One thing somebody did on a ticket after it was opened. What follows by rule (first reply, reopening) is not said. */
export type Step = { by: PersonKey; at: StepMoment } & (
  | { says: Text; files?: FileSpec[]; leaves?: StatusSpec }
  | { notes: Text; files?: FileSpec[] }
  | { assigns: StaffKey | null }
  | { sets: StatusSpec }
);

/** A demo ticket as a person would tell it. */
export type TicketSpec = {
  /** What `#{key}` refers to; unique. */
  key: string;
  client: ClientKey;
  opened: Moment;
  title: string;
  priority: TicketPriority;
  category: TicketCategory;
  tags: string[];
  description: Text;
  files?: FileSpec[];
  steps: Step[];
};
