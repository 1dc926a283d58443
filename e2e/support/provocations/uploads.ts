import { randomBytes } from 'node:crypto';
import { prisma } from '@/lib/platform/db';
import { newId, toPublicId } from '@/lib/platform/ids';
import type { AttachmentLink } from '@/lib/tickets/schema';
import type { Api } from '../api';
import type { Person } from '../people';
import type { Provocation } from '../provocation';

const mebi = 1024 * 1024;

/** As if somebody had sent a file of so many bytes. */
async function held({ userId: ownerId }: Person, bytes: number): Promise<string> {
  const id = newId();
  const data = {
    id,
    ownerId,
    filename: 'a',
    type: 'text/plain',
    size: bytes,
    sha256: randomBytes(32),
    wholeAt: new Date(),
  };
  await prisma.upload.create({ data });
  return toPublicId('attachment', id);
}

/** Sends a file in one request; what comes back may stand in `attachments`. */
export async function sendFile(api: Api, filename: string, text: string): Promise<AttachmentLink> {
  const named = { 'content-type': 'text/plain', 'content-disposition': `attachment; filename="${filename}"` };
  const answer = await api.send<{ data: AttachmentLink }>('POST', '/v2/attachments', { body: text, headers: named });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.data;
}

const headers =
  (wrong: Record<string, string>): Provocation =>
  ({ send }) =>
    send({ headers: wrong });

/** A message of somebody new with more than it may hold. */
export const tooLarge: Provocation = async ({ world, plan, send }) => {
  const person = await world.makePerson(plan.who === 'stranger' ? 'client' : plan.who);
  const id = await held(person, 101 * mebi);
  const url = `${world.deskUrl}/v2/attachments/${id}/a`;
  return send({
    by: world.api.as(person),
    body: { attachments: [{ filename: 'a', url, size: 1, type: 'text/plain' }] },
  });
};

/** What is wrong with uploads in one request, by operation. */
export const uploadProvocations: Record<string, Record<string, Provocation>> = {
  uploadFile: {
    INVALID_UPLOAD: ({ send }) =>
      send({
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: new TextEncoder().encode('--x--\r\n'),
      }),
    INVALID_FILENAME: headers({ 'content-disposition': 'attachment' }),
    FILE_TOO_LARGE: ({ send }) => send({ body: new Uint8Array(25 * mebi + 1) }),
    UNSUPPORTED_MEDIA_TYPE: headers({ 'content-encoding': 'gzip' }),
    async UPLOAD_QUOTA_EXCEEDED({ world, send }) {
      const person = await world.makePerson('client');
      await held(person, 1024 * mebi);
      return send({ by: world.api.as(person) });
    },
  },
};
