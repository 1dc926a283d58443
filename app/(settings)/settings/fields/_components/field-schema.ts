import { z } from 'zod';
import { changeFieldSchema, choices, createFieldSchema } from '@/lib/fields/schema';

/** Choices as one types them: a line each. */
const lines = z.string().transform((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
);

/** The API's schema of a new field, with its choices as a text. */
export const newFieldSchema = createFieldSchema
  .extend({ choices: lines.pipe(choices), forClients: z.boolean(), required: z.boolean() })
  .superRefine(({ kind, choices: some }, context) => {
    if (kind === 'choice' && some.length === 0)
      context.addIssue({ code: 'custom', path: ['choices'], message: 'CHOICES_REQUIRED' });
  });

/** The same of a change. */
export const fieldChangeSchema = changeFieldSchema
  .pick({ label: true })
  .extend({ choices: lines.pipe(choices), forClients: z.boolean(), required: z.boolean() });
