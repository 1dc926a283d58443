import { z } from 'zod';
import { keptFileObject } from '@/lib/attachments/schema';
import type { Doc } from '@/lib/http/doc';

const bytes = z.string().meta({ override: { type: 'string', format: 'binary' } });

export const uploadDoc: Doc = {
  id: 'uploadFile',
  tag: 'Attachments',
  summary: 'Upload a file',
  description:
    'As the only part, `file`, of a form, or as the body itself with any other media type and a ' +
    '`Content-Disposition: attachment; filename="…"; filename*=UTF-8\'\'…`. What comes back may stand in the `attachments` ' +
    'of a ticket or reply of its uploader, and of nobody else’s; unused it is removed after 24 hours. Name, size and type ' +
    'are what the server made of them: the type is found in the bytes. At most `HILO_UPLOAD_MAX` bytes (25 MiB); what is ' +
    'longer is refused before the rest is read. Send large files over bad lines by `/v2/attachments/tus`.',
  takes: ['Content-Disposition'],
  bodies: {
    'multipart/form-data': z.object({
      file: bytes.meta({ description: 'The file.', override: { type: 'string', format: 'binary' } }),
    }),
    'application/octet-stream': bytes,
  },
  errors: [
    'INVALID_UPLOAD',
    'INVALID_FILENAME',
    'FILE_TOO_LARGE',
    'UPLOAD_QUOTA_EXCEEDED',
    'UNSUPPORTED_MEDIA_TYPE',
    'STORAGE_UNAVAILABLE',
    'STORAGE_FULL',
  ],
  replies: { 201: { description: 'The file is held.', data: keptFileObject, headers: ['Location'] } },
};
