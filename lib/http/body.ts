import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { AppError, type FieldProblem } from '@/lib/platform/errors';
import { arrivingRequest } from '@/lib/platform/own-response';

/** The largest JSON body, in bytes: 256 KiB. */
const maxBodyBytes = 256 * 1024;

/** The largest form of sign-in, in bytes: an address, a password and a token fit in it many times. */
const maxFormBytes = 32 * 1024;

function requireType(request: Request, wanted: string): void {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== wanted) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const gone = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

/** The bytes as our own server has them, without a stream of the web in between. What comes past the limit stays unread. */
function gather(arriving: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Whoever left already says nothing more.
    if (arriving.destroyed) return reject(gone());
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.byteLength;
      chunks.push(chunk);
      if (size <= maxBytes) return;
      arriving.off('data', take).pause();
      reject(new AppError('BODY_TOO_LARGE'));
    };
    arriving.on('data', take);
    arriving.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    arriving.once('error', reject);
    arriving.once('close', () => reject(gone()));
  });
}

/** Reads a body, stopping at the first byte over the limit. Errors: `BODY_TOO_LARGE`. */
async function readCapped(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new AppError('BODY_TOO_LARGE');
  const arriving = arrivingRequest();
  if (arriving) return gather(arriving, maxBytes);
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an error cancels the stream: the rest is never read.
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError('BODY_TOO_LARGE');
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? Buffer.from(chunks[0]) : Buffer.concat(chunks);
}

/** The body as an object. Errors: `UNSUPPORTED_MEDIA_TYPE`, `BODY_TOO_LARGE`, `INVALID_JSON` (malformed, or not an object). */
export async function readJsonObject(request: Request): Promise<object> {
  requireType(request, 'application/json');
  const bytes = await readCapped(request, maxBodyBytes);
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new AppError('INVALID_JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AppError('INVALID_JSON');
  return value;
}

/** The body of a browser's form, as text. Errors: `UNSUPPORTED_MEDIA_TYPE`, `BODY_TOO_LARGE`. */
export async function readForm(request: Request): Promise<string> {
  requireType(request, 'application/x-www-form-urlencoded');
  return (await readCapped(request, maxFormBytes)).toString();
}

/** Parses by a schema whose messages are codes. Errors: a 400 with every problem, in the order of the schema's fields. */
export function parse<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const order = Object.keys(schema.shape);
  const problems: FieldProblem[] = result.error.issues.map((issue) => ({
    field: String(issue.path[0] ?? ''),
    code: issue.message,
    path: issue.path.join('.'),
  }));
  const unique = [...new Map(problems.map((problem) => [`${problem.path} ${problem.code}`, problem])).values()];
  unique.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  throw new AppError(unique[0]?.code ?? 'INVALID_JSON', { problems: unique });
}

/** A query string as an object of texts; a parameter given twice is joined by commas, which mean "any of". */
export function queryOf(request: Request): Record<string, string> {
  if (!request.url.includes('?')) return {};
  const params = new URL(request.url).searchParams;
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name).join(',')]));
}
