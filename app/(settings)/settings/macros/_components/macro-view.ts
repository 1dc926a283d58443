import { z } from 'zod';
import { hasActions } from '@/lib/macros/rules';
import {
  type CreateMacro,
  createMacroSchema,
  type MacroActions,
  type MacroObject,
  macroActionsSchema,
} from '@/lib/macros/schema';
import { categories, priorities, statuses } from '@/lib/tickets/schema';

/** A macro as the page shows it. */
export type MacroView = MacroObject & { isOwn: boolean; mayChange: boolean };

/** Somebody, or a team, who can be given tickets. */
export interface AgentOption {
  id: string;
  name: string;
}

/** What a new macro begins with: nothing, or what another one is. */
export type MacroStart = Pick<MacroObject, 'name' | 'body' | 'internal' | 'actions' | 'shared'>;

export const emptyMacro: MacroStart = { name: '', body: '', internal: false, actions: {}, shared: false };

const { resolution, addTags, removeTags } = macroActionsSchema.shape;
const maybe = <const Words extends readonly [string, ...string[]]>(words: Words, code: string) =>
  z.enum(['', ...words], code).transform((word) => (word === '' ? undefined : (word as Words[number])));

const actionsOf = (values: {
  status?: MacroActions['status'];
  resolution?: string;
  priority?: MacroActions['priority'];
  category?: MacroActions['category'];
  assignedTo: string;
  team: string;
  addTags?: string[] | null;
  removeTags?: string[] | null;
}): MacroActions => ({
  status: values.status,
  resolution: (values.status === 'resolved' && values.resolution) || undefined,
  priority: values.priority,
  category: values.category,
  assignedTo: values.assignedTo || undefined,
  team: values.team || undefined,
  addTags: values.addTags ?? undefined,
  removeTags: values.removeTags ?? undefined,
});

/** The API's schema with its actions side by side, each a field of the form; an empty choice is none. */
export const macroFormSchema = z
  .object({
    name: createMacroSchema.shape.name,
    body: createMacroSchema.shape.body.unwrap().unwrap(),
    internal: z.boolean(),
    status: maybe(statuses, 'INVALID_STATUS'),
    resolution: z
      .string()
      .trim()
      .refine((text) => resolution.safeParse(text || null).success, 'INVALID_RESOLUTION')
      .transform((text) => text || undefined),
    priority: maybe(priorities, 'INVALID_PRIORITY'),
    category: maybe(categories, 'INVALID_CATEGORY'),
    assignedTo: z.string(),
    team: z.string(),
    addTags,
    removeTags,
    shared: z.boolean(),
  })
  .superRefine((values, context) => {
    if (values.status === 'resolved' && !values.resolution)
      context.addIssue({ code: 'custom', message: 'RESOLUTION_REQUIRED', path: ['resolution'] });
    if (values.body.trim() === '' && !hasActions(actionsOf(values)))
      context.addIssue({ code: 'custom', message: 'MACRO_EMPTY', path: ['body'] });
  });

export type MacroFormInput = z.input<typeof macroFormSchema>;
export type MacroFormValues = z.output<typeof macroFormSchema>;

/** The values that a form begins with. */
export function valuesOf({ name, body, internal, actions, shared }: MacroStart): MacroFormInput {
  const { status = '', priority = '', category = '', assignedTo = '', team = '' } = actions;
  return {
    name,
    body,
    internal,
    status,
    resolution: actions.resolution ?? '',
    priority,
    category,
    assignedTo,
    team,
    addTags: actions.addTags ?? [],
    removeTags: actions.removeTags ?? [],
    shared,
  };
}

/** What is sent. */
export function bodyOf({ name, body, internal, shared, ...actions }: MacroFormValues): CreateMacro {
  return { name, body, internal, shared, actions: actionsOf(actions) };
}
