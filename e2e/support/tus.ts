import { createHash } from 'node:crypto';
import { Upload, type UploadOptions } from 'tus-js-client';
import type { Answer, Api } from './api';

export const tusPath = '/v2/attachments/tus';
export const tusVersion = { 'tus-resumable': '1.0.0' };
export const offsetStream = 'application/offset+octet-stream';

/** `Upload-Metadata` of a name and, where said, a type. */
export function metadataOf(filename: string, filetype?: string): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return `filename ${base64(filename)}${filetype ? `,filetype ${base64(filetype)}` : ''}`;
}

/** Begins an upload of `size` bytes. */
export function begin(api: Api, size: number, headers: Record<string, string> = {}): Promise<Answer<unknown>> {
  const own = { ...tusVersion, 'upload-length': String(size), 'upload-metadata': metadataOf('nota.bin') };
  return api.send('POST', tusPath, { headers: { ...own, ...headers } });
}

/** The public id of what `begin` has begun. */
export function idOf({ status, headers, text }: Answer<unknown>): string {
  const id = /\/(attachment_\w{26})$/.exec(headers.get('location') ?? '')?.[1];
  if (status !== 201 || !id) throw new Error(`no upload was begun: ${status} ${text}`);
  return id;
}

/** Sends bytes to an upload. */
export function send(api: Api, id: string, offset: number, body: Uint8Array, headers: Record<string, string> = {}) {
  const own = { ...tusVersion, 'content-type': offsetStream, 'upload-offset': String(offset) };
  return api.send<{ message: string }>('PATCH', `${tusPath}/${id}`, { body, headers: { ...own, ...headers } });
}

/** How far an upload is: the status and, where it is there, its offset and length. */
export async function offsetOf(api: Api, id: string): Promise<{ status: number; offset: number; length: number }> {
  const { status, headers } = await api.send('HEAD', `${tusPath}/${id}`, { headers: tusVersion });
  const count = (name: string) => Number(headers.get(name) ?? Number.NaN);
  return { status, offset: count('upload-offset'), length: count('upload-length') };
}

/** Uploads by tus-js-client to the desk at `url`, trying again at once when a line breaks. Gives the file's public id. */
export function uploadTo(
  url: string,
  token: string,
  bytes: Buffer,
  options: Partial<UploadOptions> = {},
): { upload: Upload; id: Promise<string> } {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const upload = new Upload(bytes, {
    endpoint: url + tusPath,
    headers: { authorization: `Bearer ${token}` },
    retryDelays: [0, 100, 500, 1000, 2000],
    metadata: { filename: 'nota.bin' },
    onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
    onError: reject,
    ...options,
  });
  upload.start();
  return { upload, id: promise };
}

/** The SHA-256 of bytes, in hexadecimal. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface HeldFile {
  _id: string;
  filename: string;
  url: string;
  size: number;
  type: string;
  state: string;
  received: number;
}

/** A file as the API tells of it. */
export async function readFile(api: Api, id: string): Promise<HeldFile> {
  const answer = await api.get<{ data: HeldFile }>(`/v2/attachments/${id}`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data;
}

/** Downloads a file; gives its bytes' SHA-256. */
export async function hashOf(file: HeldFile, token: string): Promise<string> {
  const answer = await fetch(file.url, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return sha256(new Uint8Array(await answer.arrayBuffer()));
}
