import { z } from 'zod';

export const fieldKinds = ['text', 'number', 'choice', 'date'] as const;

export type FieldKind = (typeof fieldKinds)[number];

/** The value of one field of one ticket: a date is `YYYY-MM-DD`. */
export type FieldValue = string | number;
export type FieldValues = Record<string, FieldValue>;

// So many of so long fit into the 64 kB that a ticket's fields may take.
export const fieldLimits = { fields: 30, label: 80, choices: 50, choice: 80, text: 500 } as const;

const printable = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text);

function line(name: string, max: number) {
  return z
    .string({ error: (issue) => (issue.input == null ? `${name}_REQUIRED` : `INVALID_${name}`) })
    .trim()
    .min(1, `${name}_REQUIRED`)
    .max(max, `INVALID_${name}`)
    .refine(printable, `INVALID_${name}`)
    .meta({ maxLength: max, pattern: '^\\P{Cc}*\\S\\P{Cc}*$' });
}

const key = z
  .string({ error: (issue) => (issue.input == null ? 'KEY_REQUIRED' : 'INVALID_KEY') })
  .trim()
  .min(1, 'KEY_REQUIRED')
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'INVALID_KEY')
  .meta({
    description: 'How programs and searches call it. It never changes.',
    example: 'region',
    pattern: '^[a-z][a-z0-9_]{0,39}$',
  });

const label = line('LABEL', fieldLimits.label).meta({ description: 'How people call it.', example: 'Región' });

/** What can be chosen, each once. */
export const choices = z
  .array(line('CHOICES', fieldLimits.choice).meta({ example: 'Norte' }), 'INVALID_CHOICES')
  .max(fieldLimits.choices, 'INVALID_CHOICES')
  .transform((all) => [...new Set(all)])
  .meta({
    description: 'What can be chosen: of a `choice` alone, which needs one at least.',
    example: ['Norte', 'Sur'],
  });

const forClients = z.boolean('INVALID_FOR_CLIENTS').meta({
  description: 'Clients fill it in and see it. Otherwise nobody but agents and admins knows of it.',
  example: true,
});

const required = z.boolean('INVALID_REQUIRED').meta({
  description: 'The form does not send a ticket without it. It asks nothing of tokens, and is for `forClients` alone.',
  example: false,
});

/** The body of `POST /v2/fields`. */
export const createFieldSchema = z
  .object({
    key,
    label,
    kind: z
      .enum(fieldKinds, {
        error: (issue) => (issue.input == null || issue.input === '' ? 'KIND_REQUIRED' : 'INVALID_KIND'),
      })
      .meta({ description: 'What its values are.', example: 'choice' }),
    choices: choices.nullish().transform((value) => value ?? []),
    forClients: forClients.nullish().transform((value) => value ?? false),
    required: required.nullish().transform((value) => value ?? false),
  })
  .meta({ id: 'CreateField' });

/** The body of `PATCH /v2/fields/{id}`. Null means absent. Key and kind stay as they are. */
export const changeFieldSchema = z
  .object({
    label: label.nullish().meta(label.meta() ?? {}),
    choices: choices.nullish(),
    forClients: forClients.nullish(),
    required: required.nullish(),
    place: z
      .int('INVALID_PLACE')
      .min(0, 'INVALID_PLACE')
      .max(fieldLimits.fields, 'INVALID_PLACE')
      .nullish()
      .meta({ description: 'Where it stands among the others, from 0.', example: 0 }),
    archived: z
      .boolean('INVALID_ARCHIVED')
      .nullish()
      .meta({ description: 'Takes it out of use, or back into it. Its values are kept.', example: true }),
  })
  .meta({ id: 'ChangeField' });

export type CreateField = z.output<typeof createFieldSchema>;
export type ChangeField = z.output<typeof changeFieldSchema>;

/** A field as the API shows it. */
export const fieldObject = z
  .object({
    _id: z.string().meta({ example: 'field_01h455vb4pex5vsknk084sn02q', pattern: '^field_[0-9a-z]+$' }),
    key: z.string().meta({ description: 'How programs and searches call it.', example: 'region' }),
    label: z.string().meta({ description: 'How people call it.', example: 'Región' }),
    kind: z.enum(fieldKinds).meta({ description: 'What its values are.', example: 'choice' }),
    choices: z.array(z.string()).meta({ description: 'What can be chosen.', example: ['Norte', 'Sur'] }),
    forClients: z.boolean().meta({ description: 'Clients fill it in and see it.', example: true }),
    required: z.boolean().meta({ description: 'The form asks for it.', example: false }),
    archived: z.boolean().meta({ description: 'Out of use; its values are kept.', example: false }),
  })
  .meta({ id: 'Field', description: 'A field of tickets that this desk made for itself.' });

/** What is left of a field that was deleted: the field archived, where tickets have values of it; else null. */
export const deletedFieldObject = fieldObject.nullable();

export type FieldObject = z.output<typeof fieldObject>;

/** A ticket's values as somebody sends them; which keys there are, and what they may hold, the desk's fields say. */
export const sentFields = z
  .record(
    z.string().max(100, 'INVALID_FIELDS'),
    z.union([z.string(), z.number(), z.null()], 'INVALID_FIELDS'),
    'INVALID_FIELDS',
  )
  .meta({
    description:
      'Values of the desk’s own fields by their key: a text, a number, one of the choices, or a date as `YYYY-MM-DD`. Null or an ' +
      'empty text is no value. `GET /v2/fields` says which there are; an unknown key or a wrong value is `INVALID_FIELDS`, with its `path`.',
    example: { region: 'Norte' },
    override: {
      type: 'object',
      properties: undefined,
      propertyNames: undefined,
      additionalProperties: { type: ['string', 'number', 'null'] },
    },
  });

export type SentFields = z.output<typeof sentFields>;

/** A ticket's values as the API shows them. */
export const shownFields = z.record(z.string(), z.union([z.string(), z.number()])).meta({
  description: 'Values of the desk’s own fields by their key. Only where the ticket has some that the reader may see.',
  example: { region: 'Norte' },
});
