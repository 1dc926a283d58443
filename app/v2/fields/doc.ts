import { z } from 'zod';
import { deletedFieldObject, fieldObject } from '@/lib/fields/schema';
import type { Doc } from '@/lib/http/doc';

const params = {
  id: z.string().meta({ description: 'The field’s `_id`.', example: 'field_01h455vb4pex5vsknk084sn02q' }),
};

export const listFieldsDoc: Doc = {
  id: 'listFields',
  tag: 'Fields',
  summary: 'List the desk’s own fields',
  description: 'In their order. Clients see those in use that are for them; agents and admins see all.',
  replies: { 200: { description: 'The fields.', data: z.array(fieldObject) } },
};

export const createFieldDoc: Doc = {
  id: 'createField',
  tag: 'Fields',
  summary: 'Make a field',
  description: 'Admins only. At most 30, archived ones included.',
  errors: ['CHOICES_REQUIRED', 'KEY_TAKEN', 'TOO_MANY_FIELDS'],
  examples: {
    choice: { key: 'region', label: 'Región', kind: 'choice', choices: ['Norte', 'Sur'], forClients: true },
  },
  replies: { 201: { description: 'The field.', data: fieldObject } },
};

export const changeFieldDoc: Doc = {
  id: 'changeField',
  tag: 'Fields',
  summary: 'Change a field',
  description: 'Admins only. Its key and kind are for good. Values that tickets have stay as they are.',
  params,
  errors: ['FIELD_NOT_FOUND', 'CHOICES_REQUIRED'],
  examples: { first: { place: 0 }, archive: { archived: true } },
  replies: { 200: { description: 'The field as it is now.', data: fieldObject } },
};

export const deleteFieldDoc: Doc = {
  id: 'deleteField',
  tag: 'Fields',
  summary: 'Delete a field',
  description: 'Admins only. Where tickets have values of it, it is archived instead.',
  params,
  errors: ['FIELD_NOT_FOUND'],
  replies: { 200: { description: 'The field, archived; null where it is gone.', data: deletedFieldObject } },
};
