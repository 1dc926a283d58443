import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';

const params = {
  id: z
    .string()
    .meta({ description: 'The file’s public id, as in `Location`.', example: 'attachment_01h455vb4pex5vsknk084sn02q' }),
};
const bodies = { 'application/offset+octet-stream': z.string().meta({ format: 'binary', description: 'The bytes.' }) };
const common = ['UNSUPPORTED_TUS_VERSION', 'STORAGE_UNAVAILABLE', 'STORAGE_FULL'];

export const createDoc: Doc = {
  id: 'beginUpload',
  tag: 'Attachments',
  summary: 'Begin a resumable upload',
  description:
    'By tus 1.0.0, with any client of it. `Location` is where the bytes go; its last part is the file’s `_id`. Bytes may come ' +
    'with this request already, as `application/offset+octet-stream`. What is not whole after 24 hours is thrown away.',
  takes: ['Tus-Resumable', 'Upload-Length', 'Upload-Metadata'],
  bodies,
  errors: [
    ...common,
    'INVALID_UPLOAD',
    'INVALID_FILENAME',
    'FILE_TOO_LARGE',
    'BODY_TOO_LARGE',
    'UPLOAD_QUOTA_EXCEEDED',
    'TOO_MANY_UPLOADS',
  ],
  replies: {
    201: {
      description: 'It may come.',
      headers: ['Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Expires'],
    },
  },
};

export const offsetDoc: Doc = {
  id: 'uploadOffset',
  tag: 'Attachments',
  summary: 'How far an upload has come',
  description:
    'After a broken connection: `Upload-Offset` is where to go on. A 423 says that all bytes are here and only cannot be put ' +
    'away just now: ask again. Errors have no body here.',
  params,
  takes: ['Tus-Resumable'],
  errors: [...common.slice(0, 1), 'ATTACHMENT_NOT_FOUND', 'UPLOAD_NOT_KEPT'],
  replies: {
    200: {
      description: 'So far. Whole when `Upload-Offset` is `Upload-Length`.',
      headers: ['Tus-Resumable', 'Upload-Offset', 'Upload-Length', 'Upload-Metadata'],
    },
  },
};

export const sendDoc: Doc = {
  id: 'sendBytes',
  tag: 'Attachments',
  summary: 'Send the next bytes of an upload',
  description:
    'As many as there are or as you like. What came before a connection broke is kept. With the last byte the file is whole: ' +
    'read it with `GET /v2/attachments/{id}`.',
  params,
  takes: ['Tus-Resumable', 'Upload-Offset'],
  bodies,
  errors: [
    ...common,
    'ATTACHMENT_NOT_FOUND',
    'INVALID_UPLOAD',
    'UPLOAD_OFFSET_MISMATCH',
    'BODY_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  replies: {
    204: { description: 'They are kept.', headers: ['Tus-Resumable', 'Upload-Offset', 'Upload-Expires'] },
  },
};

export const cancelDoc: Doc = {
  id: 'cancelUpload',
  tag: 'Attachments',
  summary: 'Throw an upload away',
  description: 'Whether it is whole or still coming, as long as no message has it.',
  params,
  takes: ['Tus-Resumable'],
  errors: [...common.slice(0, 1), 'ATTACHMENT_NOT_FOUND', 'ATTACHMENT_IN_USE'],
  replies: { 204: { description: 'It is gone.', headers: ['Tus-Resumable'] } },
};
