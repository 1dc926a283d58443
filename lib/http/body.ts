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

/**
 * Bytes one after the other, at most `maxBytes`. In one piece of memory: kept as they come, each byte of a body that is sent by
 * single ones would be an object of its own, a few hundred times as large.
 */
class Gathered {
  private bytes: Buffer = Buffer.alloc(0);
  private size = 0;

  constructor(private readonly maxBytes: number) {}

  /** False, and nothing is taken, where it would be too much. */
  add(chunk: Uint8Array): boolean {
    const size = this.size + chunk.byteLength;
    if (size > this.maxBytes) return false;
    if (size > this.bytes.length) {
      // Nearly every body is one piece.
      const larger = Buffer.allocUnsafe(
        this.size === 0 ? size : Math.min(this.maxBytes, Math.max(size, 2 * this.size)),
      );
      this.bytes.copy(larger, 0, 0, this.size);
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.size);
    this.size = size;
    return true;
  }

  all(): Buffer {
    return this.bytes.subarray(0, this.size);
  }
}

const gone = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

/** The bytes as our own server has them, without a stream of the web in between. What comes past the limit stays unread. */
function gather(arriving: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Whoever left already says nothing more.
    if (arriving.destroyed) return reject(gone());
    const gathered = new Gathered(maxBytes);
    const take = (chunk: Buffer) => {
      if (gathered.add(chunk)) return;
      arriving.off('data', take).pause();
      reject(new AppError('BODY_TOO_LARGE'));
    };
    arriving.on('data', take);
    arriving.once('end', () => resolve(gathered.all()));
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
  const gathered = new Gathered(maxBytes);
  // Leaving the loop by an error cancels the stream: the rest is never read.
  for await (const chunk of request.body) if (!gathered.add(chunk)) throw new AppError('BODY_TOO_LARGE');
  return gathered.all();
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

/** So many problems are told of one body: nobody mends more at a time, and each is larger than the item that it is about. */
const mostProblems = 100;

/** Parses by a schema whose messages are codes. Errors: a 400 with every problem, a hundred at most, in the order of the schema's fields. */
export function parse<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const order = Object.keys(schema.shape);
  const problems: FieldProblem[] = result.error.issues.map((issue) => ({
    field: String(issue.path[0] ?? ''),
    code: issue.message,
    path: issue.path.join('.'),
  }));
  const each = new Map(problems.map((problem) => [`${problem.path} ${problem.code}`, problem]));
  const unique = [...each.values()].slice(0, mostProblems);
  unique.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  throw new AppError(unique[0]?.code ?? 'INVALID_JSON', { problems: unique });
}

/** A query string as an object of texts; a parameter given twice is joined by commas, which mean "any of". */
export function queryOf(request: Request): Record<string, string> {
  if (!request.url.includes('?')) return {};
  const values = new Map<string, string[]>();
  for (const [name, value] of new URL(request.url).searchParams) {
    const given = values.get(name);
    if (given) given.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries([...values].map(([name, given]) => [name, given.join(',')]));
}
