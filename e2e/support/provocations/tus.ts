import type { Provocation } from '../provocation';
import { begin, idOf, metadataOf, offsetStream } from '../tus';

const gone = 'attachment_01h455vb4pex5vsknk084sn02q';

const headers =
  (wrong: Record<string, string>): Provocation =>
  ({ send }) =>
    send({ headers: wrong });

const common: Record<string, Provocation> = {
  UNSUPPORTED_TUS_VERSION: headers({ 'tus-resumable': '0.2.2' }),
  ATTACHMENT_NOT_FOUND: ({ send }) => send({ params: { id: gone } }),
};
const tooMuch: Provocation = ({ send }) =>
  send({ body: new Uint8Array(1000), headers: { 'content-type': offsetStream } });

/** Begins so many uploads of somebody new's, who then begins one more. */
const after =
  (count: number, size: number): Provocation =>
  async ({ world, send }) => {
    const by = world.api.as(await world.makePerson('client'));
    for (let each = 0; each < count; each++) idOf(await begin(by, size));
    return send({ by, headers: { 'upload-length': String(size) } });
  };

const largest = 25 * 1024 * 1024;

/** What is wrong with uploads in parts, by operation. */
export const tusProvocations: Record<string, Record<string, Provocation>> = {
  beginUpload: {
    ...common,
    INVALID_UPLOAD: headers({ 'upload-length': '-1' }),
    INVALID_FILENAME: headers({ 'upload-metadata': metadataOf(' ') }),
    FILE_TOO_LARGE: headers({ 'upload-length': String(largest + 1) }),
    BODY_TOO_LARGE: tooMuch,
    UPLOAD_QUOTA_EXCEEDED: after(40, largest),
    TOO_MANY_UPLOADS: after(50, 1),
  },
  sendBytes: {
    ...common,
    INVALID_UPLOAD: headers({ 'upload-offset': '1.5' }),
    UPLOAD_OFFSET_MISMATCH: headers({ 'upload-offset': '2' }),
    BODY_TOO_LARGE: tooMuch,
  },
  cancelUpload: {
    ...common,
    async ATTACHMENT_IN_USE({ world, send }) {
      const id = idOf(await begin(world.api.client, 0));
      const file = await world.api.client.get<{ data: { filename: string; url: string; size: number; type: string } }>(
        `/v2/attachments/${id}`,
      );
      const { filename, url, size, type } = file.body.data;
      const filed = await world.api.client.post('/v2/support-tickets', {
        title: 'Con archivo',
        description: 'Va el archivo.',
        priority: 'low',
        category: 'technical',
        attachments: [{ filename, url, size, type }],
      });
      if (filed.status !== 201) throw new Error(filed.text);
      return send({ params: { id } });
    },
  },
};
