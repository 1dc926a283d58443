// Longer than most: each field stands here once, with its rules, its codes and what the API's document says of it.
import { z } from 'zod';
import { looksLikeUpload } from '@/lib/attachments/rules';
import { sentFields, shownFields } from '@/lib/fields/schema';
import { email, name } from '@/lib/people/schema';
import { pageCursor, pageLimit, time } from '@/lib/wire/schema';

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
export function fits(text: string, max: number): boolean {
  return text.isWellFormed() && !text.includes('\0') && (text.length <= max || countCharacters(text) <= max);
}

/** A required text, trimmed. Its problems are `NAME_REQUIRED` (absent, null or blank) and `INVALID_NAME`. */
function requiredText(name: string, max: number) {
  return z
    .string({ error: (issue) => (issue.input == null ? `${name}_REQUIRED` : `INVALID_${name}`) })
    .trim()
    .min(1, `${name}_REQUIRED`)
    .refine((text) => fits(text, max), `INVALID_${name}`)
    .meta({ maxLength: max, pattern: '\\S' });
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
  .refine((text) => fits(text, limits.tag), 'INVALID_TAGS')
  .meta({ maxLength: limits.tag, pattern: '\\S', example: 'api' });

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

/** A file that a Hilo holds may be served without https, as on one's own machine; whose it is, the database says. */
function isUploadUrl(text: string): boolean {
  return !/[\s\p{Cc}@]/u.test(text) && looksLikeUpload(text);
}

const mimeType = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(\s*;\s*[\w!#$&^.+-]+=([\w!#$&^.+-]+|"[^"\p{Cc}]*"))*$/u;

/** A link to a file, as the ticket's document describes it. `size` is in bytes. */
export const attachmentSchema = z
  .object(
    {
      filename: z
        .string('INVALID_ATTACHMENTS')
        .min(1, 'INVALID_ATTACHMENTS')
        .refine((text) => fits(text, limits.filename) && !/[/\\\p{Cc}]/u.test(text), 'INVALID_ATTACHMENTS')
        .meta({
          description: 'Without `/`, `\\` and control characters.',
          example: 'error_logs.txt',
          maxLength: limits.filename,
          pattern: '^[^/\\\\\\p{Cc}]+$',
        }),
      url: z
        .string('INVALID_ATTACHMENTS')
        .refine((text) => fits(text, limits.url) && (isSecureUrl(text) || isUploadUrl(text)), 'INVALID_ATTACHMENTS')
        .meta({
          description:
            'Where the file is: absolute and `https:`, without blanks, user name and password; or the address that this desk gave ' +
            'the caller for an upload, whose name, size and type are then those of the file, whatever stands here.',
          example: 'https://storage.verifik.co/attachments/error_logs.txt',
          format: 'iri',
          maxLength: limits.url,
          pattern: '^https?://\\S+$',
        }),
      size: z
        .number('INVALID_ATTACHMENTS')
        .refine((size) => Number.isSafeInteger(size) && size >= 0, 'INVALID_ATTACHMENTS')
        .meta({
          description: 'In bytes.',
          example: 1024,
          override: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
        }),
      type: z
        .string('INVALID_ATTACHMENTS')
        .max(255, 'INVALID_ATTACHMENTS')
        .regex(mimeType, 'INVALID_ATTACHMENTS')
        .meta({ description: 'The media type.', example: 'text/plain' }),
    },
    'INVALID_ATTACHMENTS',
  )
  .meta({ id: 'NewAttachment', description: 'A link to a file, or a file that was uploaded before.' });

const attachments = z.array(attachmentSchema, 'INVALID_ATTACHMENTS').max(limits.attachments, 'INVALID_ATTACHMENTS');

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * For whom an integration files. Only an object counts: a client written from the documents may send back the ticket's own
 * `client`, a text, which sets nothing. An object without an address is refused, or the ticket would be somebody else's.
 */
const client = z
  .preprocess((value) => (isObject(value) ? value : undefined), z.object({ email, name: name.nullish() }).optional())
  .meta({
    description:
      'For whom an integration files: the client with this address, who is made if the desk does not know them. ' +
      'Only tokens made as an integration may send it. Anything but an object is ignored.',
    example: { email: 'laura@example.com', name: 'Laura Gómez' },
  });

const about = {
  title: { description: 'The subject, trimmed.', example: 'Problema de Integración de API' },
  description: {
    description: 'What happened, trimmed. Shown as Markdown.',
    example: 'Obtengo errores 401 al intentar autenticar.',
  },
  priority: { description: 'How urgent it is.', example: 'high' },
  category: { description: 'What it is about.', example: 'technical' },
  tags: {
    description: 'Words to find it by. The same word in another case is kept once, where it first stood.',
    example: ['api', 'authentication'],
  },
  attachments: { description: 'Links to files.' },
  status: {
    description:
      '`open` waits for a first answer, `pending` for the client, `in_progress` is worked on, `resolved` has its ' +
      'resolution, `closed` takes no more replies.',
    example: 'in_progress',
  },
  assignedTo: { description: 'The agent who has it.', example: 'agent_01h455vb4pex5vsknk084sn02q' },
  resolution: { description: 'How it was resolved.', example: 'La clave era de otro ambiente; ahora responde 200.' },
} as const;

const aboutFields = sentFields.meta() ?? {};

/**
 * The body of `POST /v2/support-tickets`. Messages are codes; the fields stand in the order in which their problems are
 * reported. Null means absent; other properties are ignored. Source: docs/contract.md, section 1.
 */
export const createTicketSchema = z
  .object({
    title: requiredText('TITLE', limits.title).meta(about.title),
    description: requiredText('DESCRIPTION', limits.text).meta(about.description),
    priority: requiredWord('PRIORITY', priorities).meta(about.priority),
    category: requiredWord('CATEGORY', categories).meta(about.category),
    tags: tags
      .nullish()
      .transform((value) => value ?? [])
      .meta(about.tags),
    attachments: attachments
      .nullish()
      .transform((value) => value ?? [])
      .meta(about.attachments),
    client,
    fields: sentFields.nullish().meta(aboutFields),
  })
  .meta({ id: 'CreateTicket' });

/** The body of `POST /v2/support-tickets/{id}/threads`. */
export const replySchema = z
  .object({
    message: requiredText('MESSAGE', limits.text).meta({
      description: 'What to say, trimmed. Shown as Markdown.',
      example: 'He revisado su clave API y parece ser válida.',
    }),
    attachments: attachments
      .nullish()
      .transform((value) => value ?? [])
      .meta(about.attachments),
    internal: z
      .boolean('INVALID_INTERNAL')
      .nullish()
      .transform((value) => value ?? false)
      .meta({ description: 'A note that only agents read. Clients may not write one.', example: false }),
  })
  .meta({ id: 'Reply' });

/**
 * The body of `PATCH /v2/support-tickets/{id}`. Null means absent, but for `assignedTo`, where it means nobody, and `team` and
 * `snoozedUntil`, where it means none.
 */
export const changeTicketSchema = z
  .object({
    title: requiredText('TITLE', limits.title).nullish().meta(about.title),
    priority: requiredWord('PRIORITY', priorities).nullish().meta(about.priority),
    category: requiredWord('CATEGORY', categories).nullish().meta(about.category),
    tags: tags.nullish().meta(about.tags),
    status: requiredWord('STATUS', statuses)
      .nullish()
      .meta({ description: `${about.status.description} \`resolved\` needs a \`resolution\`.`, example: 'resolved' }),
    assignedTo: z.string('INVALID_ASSIGNED_TO').max(100, 'INVALID_ASSIGNED_TO').nullish().meta({
      description: 'The agent who is to have it: an id or `me`. Null takes it from whoever has it.',
      example: 'me',
    }),
    resolution: requiredText('RESOLUTION', limits.text).nullish().meta(about.resolution),
    team: z.string('INVALID_TEAM').max(100, 'INVALID_TEAM').nullish().meta({
      description: 'The team that is to have it, which clients never see. Null takes it from its team.',
      example: 'team_01h455vb4pex5vsknk084sn02q',
    }),
    snoozedUntil: z
      .string('INVALID_SNOOZED_UNTIL')
      .refine(
        (text) => z.iso.datetime({ offset: true }).safeParse(text).success && Date.parse(text) > Date.now(),
        'INVALID_SNOOZED_UNTIL',
      )
      .transform((text) => new Date(text))
      .nullish()
      .meta({
        description:
          'Until when it stays out of the active queues, which clients never see: in the future, RFC 3339. Their reply ' +
          'ends it. Null ends it now.',
        example: '2027-01-18T14:00:00Z',
        format: 'date-time',
      }),
    fields: sentFields
      .nullish()
      .meta({ ...aboutFields, description: `${aboutFields.description} Those that are not named stay.` }),
  })
  .meta({ id: 'ChangeTicket' });

export type CreateTicketInput = z.input<typeof createTicketSchema>;
export type CreateTicket = z.output<typeof createTicketSchema>;
export type Reply = z.output<typeof replySchema>;
export type ChangeTicket = z.output<typeof changeTicketSchema>;
export type AttachmentLink = z.output<typeof attachmentSchema>;

/** What the document says of `a,b` as a list: an array whose items commas part. */
function aboutList(
  description: string,
  example: string[],
  items: { type: 'string'; enum?: string[]; pattern?: string },
) {
  return {
    description,
    example,
    param: { style: 'form', explode: false } as const,
    override: { type: 'array', items, minItems: 1, maxItems: 50 } as const,
  };
}

/** `a,b` as a list of distinct texts. */
function texts(code: string) {
  return z
    .string(code)
    .transform((text) => [...new Set(text.split(',').map((each) => each.trim()))])
    .refine((all) => all.length <= 50 && all.every((each) => each !== '' && fits(each, 200)), code);
}

// A public id, as its prefixes and the 26 signs of its UUID.
const idOf = (prefixes: string) => `(${prefixes})_[0-7][0-9a-hjkmnp-tv-z]{25}`;

function anyOf(code: string, description: string, example: string[], pattern = '^[^,]*[^,\\s][^,]*$') {
  const items = { type: 'string', minLength: 1, maxLength: 200, pattern } as const;
  return texts(code)
    .optional()
    .meta(aboutList(description, example, items));
}

function anyWord<const Words extends readonly [string, ...string[]]>(code: string, words: Words, description: string) {
  return texts(code)
    .pipe(z.array(z.enum(words, code)))
    .optional()
    .meta(aboutList(description, [words[0]], { type: 'string', enum: [...words] }));
}

const moment = (code: string, description: string) =>
  z
    .string(code)
    .refine((text) => z.iso.datetime({ offset: true }).or(z.iso.date()).safeParse(text).success, code)
    .transform((text) => new Date(text))
    .optional()
    .meta({
      description: `${description} RFC 3339, or a date, which is its midnight in UTC.`,
      example: '2026-01-15T10:30:00Z',
      override: {
        type: undefined,
        anyOf: [
          { type: 'string', format: 'date-time' },
          { type: 'string', format: 'date' },
        ],
      },
    });

/** The query of `GET /v2/support-tickets`, each parameter a text. An unknown value is a problem, an absent one no filter. */
export const listTicketsSchema = z.object({
  limit: pageLimit(25),
  cursor: pageCursor(),
  status: anyWord('INVALID_STATUS', statuses, 'Any of these statuses.'),
  priority: anyWord('INVALID_PRIORITY', priorities, 'Any of these priorities.'),
  category: anyWord('INVALID_CATEGORY', categories, 'Any of these categories.'),
  tag: anyOf('INVALID_TAG', 'Any of these tags.', ['api']),
  client: anyOf(
    'INVALID_CLIENT',
    'Of any of these clients: ids, or `me`.',
    ['client_01h455vb4pex5vsknk084sn02q'],
    `^(me|${idOf('client|agent')})$`,
  ),
  assignedTo: anyOf(
    'INVALID_ASSIGNED_TO',
    'Any of these agents have it: ids, `me`, or `none` for nobody.',
    ['me', 'none'],
    `^(me|none|${idOf('client|agent')})$`,
  ),
  q: z
    .string()
    .refine((text) => fits(text, 1000), 'INVALID_Q')
    .transform((text) => text.trim() || undefined)
    .optional()
    .meta({
      description:
        'What to find, in the language of search: words, "exact phrases", `-without`, `status:open`, `created:<7d`, ….',
      example: 'errores 401',
      maxLength: 1000,
    }),
  createdAfter: moment('INVALID_CREATED_AFTER', 'Created after this moment.'),
  createdBefore: moment('INVALID_CREATED_BEFORE', 'Created before this moment.'),
  updatedAfter: moment('INVALID_UPDATED_AFTER', 'Updated after this moment.'),
  include: anyWord('INVALID_INCLUDE', ['threads'], '`threads` puts the messages into each ticket.'),
});

export type ListTickets = z.output<typeof listTicketsSchema>;

const publicId = (prefix: string, description: string) =>
  z.string().meta({ description, example: `${prefix}_01h455vb4pex5vsknk084sn02q`, pattern: `^${prefix}_[0-9a-z]+$` });

const attachmentObject = z
  .object(attachmentSchema.shape)
  .meta({ id: 'Attachment', description: 'A link to a file, or a file that Hilo holds.' });

/**
 * One message as the API shows it. `internal` stands only on notes, `attachments` only where the message has its own, `ticket`
 * only where it was written on another.
 */
export const threadObject = z
  .object({
    author: z.string().meta({
      description: 'Who wrote it, in the capacity they wrote it in: `client_…`, `agent_…`, or the word `system`.',
      example: 'agent_01h455vb4pex5vsknk084sn02q',
      pattern: '^((client|agent)_[0-9a-z]+|system)$',
    }),
    message: z.string().meta({ description: 'Markdown.', example: 'Déjeme revisar los logs.' }),
    timestamp: time('When it was written.', '2026-01-15T11:00:00.000Z'),
    type: z.enum(['user', 'agent', 'system']).meta({
      description: '`user` is the client; `system` tells of a change.',
      example: 'agent',
    }),
    internal: z.literal(true).optional().meta({ description: 'Only on notes, which only agents read.' }),
    attachments: z.array(attachmentObject).optional().meta({ description: 'Only on a message with files of its own.' }),
    ticket: publicId('support_ticket', 'The other ticket.').optional().meta({
      description: 'Only on a message that was written on a ticket merged into this one: that ticket’s `_id`.',
    }),
  })
  .meta({ id: 'Thread', description: 'A message of a ticket.' });

/** The ticket as the API shows it, keys in this order. Source: docs/contract.md, section 1. */
export const ticketObject = z
  .object({
    _id: publicId('support_ticket', 'The id, for programs.'),
    title: z.string().meta({ description: 'The subject.', example: about.title.example }),
    description: z.string().meta({ description: 'The opening message. Markdown.', example: about.description.example }),
    status: z.enum(statuses).meta(about.status),
    priority: z.enum(priorities).meta(about.priority),
    category: z.enum(categories).meta(about.category),
    client: publicId('client', 'Whose it is.'),
    assignedTo: publicId('agent', 'The agent who has it.')
      .nullable()
      .meta({ description: 'The agent who has it, or null.' }),
    threads: z.array(threadObject).optional().meta({
      description: 'The messages, oldest first. Lists leave them out unless `include=threads`.',
    }),
    attachments: z
      .array(attachmentObject)
      .meta({ description: 'All of its files that the reader may see, as they came.' }),
    tags: z.array(z.string()).meta({ description: 'Words to find it by.', example: about.tags.example }),
    resolution: z.string().nullable().meta({ description: 'How it was resolved, or null.', example: null }),
    createdAt: time('When it was filed.', '2026-01-15T10:30:00.000Z'),
    updatedAt: time('When it last changed, as far as the reader may know.', '2026-01-15T11:00:00.000Z'),
    resolvedAt: time('When it was resolved.', '2026-01-15T12:00:00.000Z')
      .nullable()
      .meta({ description: 'When it was resolved, or null. RFC 3339 in UTC.' }),
    number: z.int().meta({ description: 'A short number, for people.', example: 1042, minimum: 1 }),
    mergedInto: publicId('support_ticket', 'The other ticket.').optional().meta({
      description: 'Only on a ticket that was merged: where its life goes on, if the reader may see that one.',
    }),
    merged: z.array(publicId('support_ticket', 'A merged ticket.')).optional().meta({
      description:
        'Only on a whole ticket that others were merged into: those that the reader may see. Their messages stand among its own.',
    }),
    fields: shownFields.optional(),
  })
  .meta({ id: 'Ticket', description: 'A support ticket and its thread.' });

export type ThreadObject = z.output<typeof threadObject>;
export type TicketObject = z.output<typeof ticketObject>;

// What tickets have to do with each other ----------------------------------------------------------------------------

const linkKinds = ['blocks', 'duplicates', 'relates'] as const;

/** What one ticket says of another; `split` is the system's: the first was opened with a message of the second. */
export type LinkKind = (typeof linkKinds)[number] | 'split';

/** Another ticket, as people and programs name it. Whether there is one is for the command to find. */
const otherTicket = (code: string) =>
  z
    .union([z.string().min(1, `${code}_REQUIRED`).max(100, `INVALID_${code}`), z.int(`INVALID_${code}`)], {
      error: (issue) => (issue.input == null || issue.input === '' ? `${code}_REQUIRED` : `INVALID_${code}`),
    })
    .meta({ description: 'The other ticket: its `_id` or its number.', example: 1042 });

/** The body of `POST /v2/support-tickets/{id}/merge`. */
export const mergeTicketSchema = z.object({ into: otherTicket('INTO') }).meta({ id: 'MergeTicket' });

/** The body of `POST /v2/support-tickets/{id}/links`. */
export const linkTicketSchema = z
  .object({
    kind: requiredWord('KIND', linkKinds).meta({
      description: 'What this ticket does to the other: it blocks it, is a duplicate of it, or has to do with it.',
      example: 'blocks',
    }),
    ticket: otherTicket('TICKET'),
  })
  .meta({ id: 'LinkTicket' });

/** The body of `POST /v2/support-tickets/{id}/split`. Null means absent. */
export const splitTicketSchema = z
  .object({
    thread: z
      .string({ error: (issue) => (issue.input == null ? 'THREAD_REQUIRED' : 'INVALID_THREAD') })
      .min(1, 'THREAD_REQUIRED')
      .max(100, 'INVALID_THREAD')
      .meta({ description: 'The message: no note.', example: 'thread_01h455vb4pex5vsknk084sn02q' }),
    title: requiredText('TITLE', limits.title).meta(about.title),
    priority: requiredWord('PRIORITY', priorities)
      .nullish()
      .meta({ ...about.priority, description: 'How urgent it is; as the old one when absent.' }),
    category: requiredWord('CATEGORY', categories)
      .nullish()
      .meta({ ...about.category, description: 'What it is about; as the old one when absent.' }),
  })
  .meta({ id: 'SplitTicket' });

export type SplitTicket = z.output<typeof splitTicketSchema>;

/** A link as read from one of its two tickets. */
export const linkObject = z
  .object({
    _id: publicId('link', 'The id, for programs.'),
    kind: z.enum([...linkKinds, 'split']).meta({
      description:
        '`split`: the new ticket was opened with a message of the old one. Such links are made by splitting.',
      example: 'blocks',
    }),
    direction: z.enum(['out', 'in']).meta({
      description: '`out`: this ticket does it to the other. `in`: the other does it to this one.',
      example: 'out',
    }),
    ticket: z
      .object({
        _id: publicId('support_ticket', 'The id, for programs.'),
        number: z.int().meta({ description: 'Its number.', example: 1042 }),
        title: z.string().meta({ description: 'Its subject.', example: about.title.example }),
        status: z.enum(statuses).meta(about.status),
        client: z.string().meta({ description: 'Whose it is, by name.', example: 'Laura Gómez' }),
      })
      .meta({ description: 'The other ticket as it stands.' }),
    createdAt: time('When they were linked.', '2026-01-15T11:00:00.000Z'),
  })
  .meta({ id: 'Link', description: 'What a ticket has to do with another.' });

export type LinkObject = z.output<typeof linkObject>;
