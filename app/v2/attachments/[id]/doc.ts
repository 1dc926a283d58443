import { z } from 'zod';
import { fileObject } from '@/lib/attachments/schema';
import type { Doc } from '@/lib/http/doc';

const id = z.string().meta({ description: 'The file’s `_id`.', example: 'attachment_01h455vb4pex5vsknk084sn02q' });

export const readAttachmentDoc: Doc = {
  id: 'readAttachment',
  tag: 'Attachments',
  summary: 'Read how a file stands',
  description:
    'Whoever may read the file: its uploader as long as no message has it, then those who may read one of the messages that ' +
    'have it. `link` is an address that anybody may read it at for a quarter of an hour: for a mail, or another program.',
  params: { id },
  errors: ['ATTACHMENT_NOT_FOUND'],
  replies: { 200: { description: 'The file, without its bytes.', data: fileObject } },
};

export const deleteAttachmentDoc: Doc = {
  id: 'deleteAttachment',
  tag: 'Attachments',
  summary: 'Delete a file that no message has',
  description: 'By its uploader, whole or still coming.',
  params: { id },
  errors: ['ATTACHMENT_NOT_FOUND', 'ATTACHMENT_IN_USE'],
  replies: { 204: { description: 'It is gone.' } },
};

const bytes = { '*/*': z.string().meta({ format: 'binary' }) };

export const downloadAttachmentDoc: Doc = {
  id: 'downloadAttachment',
  tag: 'Attachments',
  summary: 'Read a file',
  description:
    'Its bytes, for whom `GET /v2/attachments/{id}` says. Pictures, text, sound and film are sent to be shown, all else ' +
    'as a download; nothing in a file can run, whatever it says it is. A browser that comes here signed out is sent to sign in.',
  params: {
    id,
    filename: z.string().meta({ description: 'Its name, as in its `url`.', example: 'captura.png' }),
  },
  takes: ['Range', 'If-Range', 'If-None-Match'],
  errors: [
    'ATTACHMENT_NOT_FOUND',
    'LINK_EXPIRED',
    'ATTACHMENT_INFECTED',
    'ATTACHMENT_NOT_SCANNED',
    'RANGE_NOT_SATISFIABLE',
    'STORAGE_UNAVAILABLE',
  ],
  replies: {
    200: { description: 'All of it.', body: bytes, headers: ['ETag', 'Content-Disposition'] },
    206: {
      description: 'The bytes that were asked for.',
      body: bytes,
      headers: ['ETag', 'Content-Disposition', 'Content-Range'],
    },
    302: { description: 'Where the bucket sends it itself, or where to sign in.', headers: ['Location'] },
  },
};
