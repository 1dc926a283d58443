import type { Plan, World } from '../plan';
import { begin, idOf, metadataOf, offsetStream, tusVersion } from '../tus';

const bytes = new TextEncoder().encode('ñ!');

/** An upload of three bytes that has begun. */
const anUpload = async ({ api }: World) => ({ id: idOf(await begin(api.client, bytes.length)) });

/** An empty file: whole as soon as it has begun. */
const aWholeUpload = async ({ api }: World) => ({ id: idOf(await begin(api.client, 0)) });

/** Uploads in parts. */
export const tusPlans: Record<string, Plan> = {
  beginUpload: {
    who: 'client',
    headers: () => ({ ...tusVersion, 'upload-length': '3', 'upload-metadata': metadataOf('nota.txt', 'text/plain') }),
  },
  uploadOffset: { who: 'client', params: anUpload, headers: () => tusVersion },
  sendBytes: {
    who: 'client',
    params: anUpload,
    headers: () => ({ ...tusVersion, 'content-type': offsetStream, 'upload-offset': '0' }),
    bytes: () => bytes,
  },
  cancelUpload: { who: 'client', params: aWholeUpload, headers: () => tusVersion },
};
