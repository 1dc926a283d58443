import { z } from 'zod';
import { changeTicketSchema, statuses } from '@/lib/tickets/schema';

/** The most macros that one person has of their own. */
export const mostMacros = 500;

export const macroLimits = { name: 80, body: 65_000 } as const;

/** What Postgres can store and JSON can carry; characters are code points. */
const fits = (text: string, max: number) =>
  text.isWellFormed() && !text.includes('\0') && (text.length <= max || [...text].length <= max);

const name = z
  .string({ error: (issue) => (issue.input == null ? 'NAME_REQUIRED' : 'INVALID_NAME') })
  .trim()
  .min(1, 'NAME_REQUIRED')
  .refine((text) => fits(text, macroLimits.name) && !/\p{Cc}/u.test(text), 'INVALID_NAME')
  .meta({
    description: 'What agents call it, in one line.',
    example: 'Pedir los registros',
    maxLength: macroLimits.name,
    pattern: '^\\P{Cc}*\\S\\P{Cc}*$',
  });

const body = z
  .string('INVALID_BODY')
  .refine((text) => fits(text, macroLimits.body), 'INVALID_BODY')
  .meta({
    description: 'What it says: Markdown with variables such as `{{client.name}}`. Empty for actions alone.',
    example: 'Hola, {{client.first_name}}: ¿nos envía los registros?',
    maxLength: macroLimits.body,
  });

const { priority, category, tags, resolution } = changeTicketSchema.shape;

// A variable would be sent as it stands: the server does not render.
const plainResolution = resolution
  .refine((text) => text == null || !text.includes('{{'), 'INVALID_RESOLUTION')
  .meta({
    description: 'How it is resolved, where the status is `resolved`. Without variables.',
    example: 'Se activó el permiso.',
  });

/** What a macro does to a ticket, all at once. What is absent or null stays as it is. */
export const macroActionsSchema = z
  .object(
    {
      status: z.enum(statuses, 'INVALID_STATUS').nullish().meta({
        description: 'The status to give it. `resolved` needs a `resolution`.',
        example: 'pending',
      }),
      resolution: plainResolution,
      priority: priority.meta({ description: 'How urgent it is then.', example: 'high' }),
      category: category.meta({ description: 'What it is about then.', example: 'technical' }),
      addTags: tags.meta({ description: 'Tags to add.', example: ['api'] }),
      removeTags: tags.meta({ description: 'Tags to take away, whatever their case.', example: ['triage'] }),
      assignedTo: z.string('INVALID_ASSIGNED_TO').max(100, 'INVALID_ASSIGNED_TO').nullish().meta({
        description: 'Who has it then: an agent’s id, `me` for whoever uses the macro, or `none`.',
        example: 'me',
      }),
      team: z.string('INVALID_TEAM').max(100, 'INVALID_TEAM').nullish().meta({
        description: 'The team that has it then: its id, or `none`.',
        example: 'none',
      }),
    },
    'INVALID_ACTIONS',
  )
  .refine((actions) => actions.status !== 'resolved' || actions.resolution != null, {
    message: 'RESOLUTION_REQUIRED',
    path: ['resolution'],
  })
  .meta({ id: 'MacroActions', description: 'What it does to the ticket.', example: { status: 'pending' } });

const internal = z
  .boolean('INVALID_INTERNAL')
  .nullish()
  .meta({ description: 'Whether its text is a note that only agents read.', example: false });

const shared = z
  .boolean('INVALID_SHARED')
  .nullish()
  .meta({ description: 'Whether all agents have it, or its owner alone.', example: true });

/** The body of `POST /v2/macros`. Null means absent. It needs a text or an action. */
export const createMacroSchema = z
  .object({ name, body: body.nullish(), internal, actions: macroActionsSchema.nullish(), shared })
  .meta({ id: 'CreateMacro' });

/** The body of `PATCH /v2/macros/{id}`. Null means absent; `actions` are replaced as a whole. */
export const changeMacroSchema = z
  .object({
    name: name.nullish(),
    body: body.nullish(),
    internal,
    actions: macroActionsSchema.nullish(),
    shared,
    deleted: z
      .literal(false, 'INVALID_DELETED')
      .nullish()
      .meta({ description: '`false` brings a deleted macro back, within a day.', example: false }),
  })
  .meta({ id: 'ChangeMacro' });

const time = { example: '2026-01-15T10:30:00.000Z', format: 'date-time' } as const;

/** A macro as the API shows it. */
export const macroObject = z
  .object({
    _id: z.string().meta({ example: 'macro_01h455vb4pex5vsknk084sn02q', pattern: '^macro_[0-9a-z]+$' }),
    name: z.string().meta({ description: 'What agents call it.', example: 'Pedir los registros' }),
    body: z.string().meta({ description: 'Markdown with variables.', example: 'Hola, {{client.first_name}}.' }),
    internal: z.boolean().meta({ description: 'Whether its text is a note.', example: false }),
    actions: z
      .object({
        status: z.enum(statuses).optional(),
        resolution: z.string().optional(),
        priority: macroActionsSchema.shape.priority.unwrap().unwrap().optional(),
        category: macroActionsSchema.shape.category.unwrap().unwrap().optional(),
        addTags: z.array(z.string()).optional(),
        removeTags: z.array(z.string()).optional(),
        assignedTo: z.string().optional(),
        team: z.string().optional(),
      })
      .meta({
        description: 'What it does to the ticket; what is absent stays as it is.',
        example: { status: 'pending' },
      }),
    shared: z.boolean().meta({ description: 'Whether all agents have it.', example: true }),
    owner: z
      .object({
        _id: z.string().meta({ example: 'agent_01h455vb4pex5vsknk084sn02q', pattern: '^agent_[0-9a-z]+$' }),
        name: z.string().meta({ example: 'Nuria Campos' }),
      })
      .meta({ description: 'Whose it is.' }),
    uses: z.int().meta({ description: 'How often it was used.', example: 12, minimum: 0 }),
    lastUsedAt: z
      .string()
      .nullable()
      .meta({ description: 'When it was last used, or null. RFC 3339 in UTC.', ...time }),
    createdAt: z.string().meta({ description: 'When it was made. RFC 3339 in UTC.', ...time }),
    updatedAt: z.string().meta({ description: 'When it was last changed. RFC 3339 in UTC.', ...time }),
  })
  .meta({ id: 'Macro', description: 'Text and actions that agents use again and again.' });

export type CreateMacro = z.output<typeof createMacroSchema>;
export type ChangeMacro = z.output<typeof changeMacroSchema>;
export type MacroObject = z.output<typeof macroObject>;
export type MacroActions = MacroObject['actions'];
