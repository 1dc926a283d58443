import { z } from 'zod';
import { email, name } from '@/lib/people/schema';

export const statuses = ['open', 'pending', 'in_progress', 'resolved', 'closed'] as const;
export const priorities = ['low', 'medium', 'high', 'urgent'] as const;
export const categories = ['technical', 'billing', 'account', 'feature_request', 'general'] as const;

export type TicketStatus = (typeof statuses)[number];
export type TicketPriority = (typeof priorities)[number];
export type TicketCategory = (typeof categories)[number];

export const limits = {
  title: 200,
  text: 65_000,
  tags: 20,
  tag: 50,
  attachments: 10,
  filename: 255,
  url: 2048,
} as const;

/** The number of Unicode code points, which is how the contract counts characters. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** What Postgres can store and JSON can carry: no U+0000, no lone surrogates; at most `max` characters. */
function fits(text: string, max: number): boolean {
  return text.isWellFormed() && !text.includes('\0') && (text.length <= max || countCharacters(text) <= max);
}

/** A required text, trimmed. Its problems are `NAME_REQUIRED` (absent, null or blank) and `INVALID_NAME`. */
function requiredText(name: string, max: number) {
  return z
    .string({ error: (issue) => (issue.input == null ? `${name}_REQUIRED` : `INVALID_${name}`) })
    .trim()
    .min(1, `${name}_REQUIRED`)
    .refine((text) => fits(text, max), `INVALID_${name}`);
}

/** A required word of a closed list. */
function requiredWord<const Words extends readonly [string, ...string[]]>(name: string, words: Words) {
  return z.enum(words, {
    error: (issue) => (issue.input == null || issue.input === '' ? `${name}_REQUIRED` : `INVALID_${name}`),
  });
}

const tag = z
  .string('INVALID_TAGS')
  .trim()
  .min(1, 'INVALID_TAGS')
  .refine((text) => fits(text, limits.tag), 'INVALID_TAGS');

/** At most 20 tags; the same word in another case is kept once, where it first stood. */
const tags = z
  .array(tag, 'INVALID_TAGS')
  .max(limits.tags, 'INVALID_TAGS')
  .transform((all) => [...new Map(all.toReversed().map((each) => [each.toLowerCase(), each])).values()].toReversed());

function isSecureUrl(text: string): boolean {
  // The URL parser forgives blanks and control characters by dropping them; what is stored would not be what was checked.
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '';
}

const mimeType = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(\s*;\s*[\w!#$&^.+-]+=([\w!#$&^.+-]+|"[^"\p{Cc}]*"))*$/u;

/** A link to a file, as the ticket's document describes it. `size` is in bytes. */
export const attachmentSchema = z.object(
  {
    filename: z
      .string('INVALID_ATTACHMENTS')
      .min(1, 'INVALID_ATTACHMENTS')
      .refine((text) => fits(text, limits.filename) && !/[/\\\p{Cc}]/u.test(text), 'INVALID_ATTACHMENTS'),
    url: z
      .string('INVALID_ATTACHMENTS')
      .refine((text) => fits(text, limits.url) && isSecureUrl(text), 'INVALID_ATTACHMENTS'),
    size: z
      .number('INVALID_ATTACHMENTS')
      .refine((size) => Number.isSafeInteger(size) && size >= 0, 'INVALID_ATTACHMENTS'),
    type: z.string('INVALID_ATTACHMENTS').max(255, 'INVALID_ATTACHMENTS').regex(mimeType, 'INVALID_ATTACHMENTS'),
  },
  'INVALID_ATTACHMENTS',
);

const attachments = z.array(attachmentSchema, 'INVALID_ATTACHMENTS').max(limits.attachments, 'INVALID_ATTACHMENTS');

const isPerson = (value: unknown) => typeof value === 'object' && value !== null && 'email' in value;

/**
 * For whom an integration files. Only `{email, name?}` counts: a client written from the documents may send back the
 * object's own `client`, a text, which sets nothing.
 */
const client = z.preprocess(
  (value) => (isPerson(value) ? value : undefined),
  z.object({ email, name: name.nullish() }).optional(),
);

/**
 * The body of `POST /v2/support-tickets`. Messages are codes; the fields stand in the order in which their problems are
 * reported. Null means absent; other properties are ignored. Source: docs/contract.md, section 1.
 */
export const createTicketSchema = z.object({
  title: requiredText('TITLE', limits.title),
  description: requiredText('DESCRIPTION', limits.text),
  priority: requiredWord('PRIORITY', priorities),
  category: requiredWord('CATEGORY', categories),
  tags: tags.nullish().transform((value) => value ?? []),
  attachments: attachments.nullish().transform((value) => value ?? []),
  client,
});

/** The body of `POST /v2/support-tickets/{id}/threads`. */
export const replySchema = z.object({
  message: requiredText('MESSAGE', limits.text),
  attachments: attachments.nullish().transform((value) => value ?? []),
  internal: z
    .boolean('INVALID_INTERNAL')
    .nullish()
    .transform((value) => value ?? false),
});

/** The body of `PATCH /v2/support-tickets/{id}`. Null means absent, but for `assignedTo`, where it means nobody. */
export const changeTicketSchema = z.object({
  title: requiredText('TITLE', limits.title).nullish(),
  priority: requiredWord('PRIORITY', priorities).nullish(),
  category: requiredWord('CATEGORY', categories).nullish(),
  tags: tags.nullish(),
  status: requiredWord('STATUS', statuses).nullish(),
  assignedTo: z.string('INVALID_ASSIGNED_TO').max(100, 'INVALID_ASSIGNED_TO').nullish(),
  resolution: requiredText('RESOLUTION', limits.text).nullish(),
});

export type CreateTicketInput = z.input<typeof createTicketSchema>;
export type CreateTicket = z.output<typeof createTicketSchema>;
export type Reply = z.output<typeof replySchema>;
export type ChangeTicket = z.output<typeof changeTicketSchema>;
export type AttachmentLink = z.output<typeof attachmentSchema>;

/** `a,b` as a list of distinct texts; absent stays absent. */
function anyOf(code: string) {
  return z
    .string(code)
    .transform((text) => [...new Set(text.split(',').map((each) => each.trim()))])
    .refine((all) => all.length <= 50 && all.every((each) => each !== '' && fits(each, 200)), code);
}

function anyWord<const Words extends readonly [string, ...string[]]>(code: string, words: Words) {
  return anyOf(code).pipe(z.array(z.enum(words, code)));
}

const moment = (code: string) =>
  z
    .string(code)
    .refine((text) => z.iso.datetime({ offset: true }).or(z.iso.date()).safeParse(text).success, code)
    .transform((text) => new Date(text));

/** The query of `GET /v2/support-tickets`, each parameter a text. An unknown value is a problem, an absent one no filter. */
export const listTicketsSchema = z.object({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'INVALID_LIMIT')
    .transform(Number)
    .refine((limit) => limit <= 100, 'INVALID_LIMIT')
    .optional()
    .transform((limit) => limit ?? 25),
  cursor: z.string().min(1, 'INVALID_CURSOR').max(200, 'INVALID_CURSOR').optional(),
  status: anyWord('INVALID_STATUS', statuses).optional(),
  priority: anyWord('INVALID_PRIORITY', priorities).optional(),
  category: anyWord('INVALID_CATEGORY', categories).optional(),
  tag: anyOf('INVALID_TAG').optional(),
  client: anyOf('INVALID_CLIENT').optional(),
  assignedTo: anyOf('INVALID_ASSIGNED_TO').optional(),
  q: z
    .string()
    .refine((text) => fits(text, 1000), 'INVALID_Q')
    .transform((text) => text.trim() || undefined)
    .optional(),
  createdAfter: moment('INVALID_CREATED_AFTER').optional(),
  createdBefore: moment('INVALID_CREATED_BEFORE').optional(),
  updatedAfter: moment('INVALID_UPDATED_AFTER').optional(),
  include: anyWord('INVALID_INCLUDE', ['threads']).optional(),
});

export type ListTickets = z.output<typeof listTicketsSchema>;

/** One message as the API shows it. `internal` stands only on notes, `attachments` only where the message has its own. */
export interface ThreadObject {
  author: string;
  message: string;
  timestamp: string;
  type: 'user' | 'agent' | 'system';
  internal?: true;
  attachments?: AttachmentLink[];
}

/** The ticket as the API shows it, keys in this order. Source: docs/contract.md, section 1. */
export interface TicketObject {
  _id: string;
  title: string;
  description: string;
  status: TicketStatus;
  priority: TicketPriority;
  category: TicketCategory;
  client: string;
  assignedTo: string | null;
  threads?: ThreadObject[];
  attachments: AttachmentLink[];
  tags: string[];
  resolution: string | null;
  createdAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  number: number;
}
