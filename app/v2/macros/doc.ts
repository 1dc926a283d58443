import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { macroObject } from '@/lib/macros/schema';

const params = {
  id: z.string().meta({ description: 'The macro’s `_id`.', example: 'macro_01h455vb4pex5vsknk084sn02q' }),
};

export const listMacrosDoc: Doc = {
  id: 'listMacros',
  tag: 'Macros',
  summary: 'List macros',
  description: 'The caller’s own and those that are shared, the most used first. Agents only.',
  replies: { 200: { description: 'Macros.', data: z.array(macroObject) } },
};

export const createMacroDoc: Doc = {
  id: 'createMacro',
  tag: 'Macros',
  summary: 'Make a macro',
  description:
    'Text with variables, actions, or both. Variables: `{{client.name}}`, `{{client.first_name}}`, `{{client.email}}`, ' +
    '`{{ticket.number}}`, `{{ticket.title}}`, `{{agent.name}}`, `{{agent.first_name}}`, `{{desk.name}}`, `{{today}}`, and ' +
    '`{{field.<key>}}` for the desk’s own fields. Agents only; at most 500 a person.',
  errors: ['RESOLUTION_REQUIRED', 'MACRO_EMPTY', 'TOO_MANY_MACROS'],
  examples: {
    waiting: {
      name: 'Pedir los registros',
      body: 'Hola, {{client.first_name}}: ¿nos envía los registros de hoy?',
      actions: { status: 'pending', addTags: ['registros'] },
      shared: true,
    },
  },
  replies: { 201: { description: 'The macro.', data: macroObject, headers: ['Location'] } },
};

export const changeMacroDoc: Doc = {
  id: 'changeMacro',
  tag: 'Macros',
  summary: 'Change a macro, or bring it back',
  description:
    'Its owner and admins may. `actions` are replaced as a whole. A deleted one comes back with `deleted: false`.',
  params,
  errors: ['MACRO_NOT_FOUND', 'RESOLUTION_REQUIRED', 'MACRO_EMPTY', 'TOO_MANY_MACROS'],
  examples: { share: { shared: true } },
  replies: { 200: { description: 'The macro as it is now.', data: macroObject } },
};

export const deleteMacroDoc: Doc = {
  id: 'deleteMacro',
  tag: 'Macros',
  summary: 'Delete a macro',
  description: 'Its owner and admins may. For a day it can be brought back. What was done with it stays done.',
  params,
  errors: ['MACRO_NOT_FOUND'],
  replies: { 200: { description: 'The macro as it was.', data: macroObject } },
};
