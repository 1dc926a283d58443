import { z } from 'zod';
import { clientNoteObject, clientObject } from '@/lib/clients/schema';
import type { Doc } from '@/lib/http/doc';

const client = {
  id: z.string().meta({ description: 'The client’s `_id`.', example: 'client_01h455vb4pex5vsknk084sn02q' }),
};

const params = {
  ...client,
  note: z.string().meta({ description: 'The note’s `_id`.', example: 'note_01h455vb4pex5vsknk084sn02q' }),
};

const examples = { note: { text: 'Prefiere que la llamen por la tarde.' } };

export const getClientDoc: Doc = {
  id: 'getClient',
  tag: 'Clients',
  summary: 'Read a client',
  description:
    'Who they are and how it went so far. For agents and admins. Their tickets: `GET /v2/support-tickets?client=`.',
  params: client,
  errors: ['USER_NOT_FOUND'],
  replies: { 200: { description: 'The client.', data: clientObject } },
};

export const listNotesDoc: Doc = {
  id: 'listClientNotes',
  tag: 'Clients',
  summary: 'List the notes about a client',
  description: 'Newest first, at most 200. For agents and admins; no client ever sees them.',
  params: client,
  errors: ['USER_NOT_FOUND'],
  replies: { 200: { description: 'The notes.', data: z.array(clientNoteObject) } },
};

export const writeNoteDoc: Doc = {
  id: 'writeClientNote',
  tag: 'Clients',
  summary: 'Note something about a client',
  description: 'For agents and admins. At most 200 are kept about a client.',
  params: client,
  errors: ['USER_NOT_FOUND', 'TOO_MANY_NOTES'],
  examples,
  replies: { 201: { description: 'The note.', data: clientNoteObject } },
};

export const changeNoteDoc: Doc = {
  id: 'changeClientNote',
  tag: 'Clients',
  summary: 'Change a note about a client',
  description: 'Its author, or an admin.',
  params,
  errors: ['USER_NOT_FOUND', 'NOTE_NOT_FOUND'],
  examples,
  replies: { 200: { description: 'The note as it is now.', data: clientNoteObject } },
};

export const deleteNoteDoc: Doc = {
  id: 'deleteClientNote',
  tag: 'Clients',
  summary: 'Delete a note about a client',
  description: 'Its author, or an admin.',
  params,
  errors: ['USER_NOT_FOUND', 'NOTE_NOT_FOUND'],
  replies: { 200: { description: 'The note as it was.', data: clientNoteObject } },
};
