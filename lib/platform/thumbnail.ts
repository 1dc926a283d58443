import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A thumbnail, and the size of the picture it was made of, turned as it is looked at, in pixels. */
export interface Thumbnail {
  webp: Buffer;
  width: number;
  height: number;
}

/** No thumbnail can be made of this picture, now or ever. */
export class BadPictureError extends Error {}

const program = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../bin/thumbnail.mjs');

/** Memory in KiB: Node itself takes up half a GiB of what is counted, so that the other half is the picture's. Nothing is written to disk. */
const limits = 'ulimit -c 0; ulimit -f 0; ulimit -d 1048576; exec "$0" "$@"';
const heapMiB = 128;
/** From when it has all bytes. */
const runMs = 20_000;
/** How long it may take to get them. */
const feedMs = 120_000;
const largestWebp = 2 * 1024 * 1024;
const largestComplaint = 64 * 1024;
const badPicture = 3;

/** A process that ends so was brought down by what it read, or took too much: it would again. */
const ownFault = new Set([
  'SIGKILL',
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGTRAP',
  'SIGILL',
  'SIGFPE',
  'SIGXFSZ',
  'SIGSYS',
]);

function start(size: number): ChildProcess {
  const command = [process.execPath, `--max-old-space-size=${heapMiB}`, program, String(size)] as const;
  const [file, ...args] = process.platform === 'win32' ? command : (['/bin/sh', '-c', limits, ...command] as const);
  // Without an environment: what the server knows from its own is not for whoever reads strangers' files.
  return spawn(file, args, { cwd: '/', env: { NODE_ENV: 'production' }, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** What a stream gives, at most `limit` bytes; more ends the process. */
async function collect(stream: Readable, limit: number, child: ChildProcess): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) child.kill('SIGKILL');
    else chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(output: Buffer): Thumbnail {
  const end = output.indexOf('\n');
  const webp = output.subarray(end + 1);
  const isWebp = webp.toString('latin1', 0, 4) === 'RIFF' && webp.toString('latin1', 8, 12) === 'WEBP';
  const { width, height } = JSON.parse(output.toString('utf8', 0, end)) as Record<string, unknown>;
  const isSize = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
  if (!isWebp || !isSize(width) || !isSize(height))
    throw new Error('The maker of thumbnails answered with something else.');
  return { webp, width, height };
}

/** Gives the process its input, as fast as it takes it. One that has seen enough leaves without reading on: that is no error. */
async function feed(source: Readable, { stdin }: ChildProcess): Promise<void> {
  stdin?.on('error', () => undefined);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const isTaken = await new Promise<boolean>((resolve) => stdin?.write(chunk, (error) => resolve(!error)));
    if (!isTaken) return;
  }
  stdin?.end();
}

interface End {
  code: number | null;
  signal: string | null;
}

/** How the process ended; rejects when it could not be started, and with the error of a source that failed before. */
function run(child: ChildProcess, source: Readable): Promise<End> {
  return new Promise((resolve, reject) => {
    const kill = () => child.kill('SIGKILL');
    let timer = setTimeout(kill, feedMs);
    let isOver = false;
    const end = () => {
      isOver = true;
      clearTimeout(timer);
      source.destroy();
    };
    child.once('error', (error) => {
      end();
      reject(error);
    });
    child.once('close', (code, signal) => {
      end();
      resolve({ code, signal });
    });
    feed(source, child).then(
      () => {
        clearTimeout(timer);
        if (!isOver) timer = setTimeout(kill, runMs);
      },
      (error: unknown) => {
        // Thrown away because it is over, a source complains too.
        if (isOver) return;
        reject(error);
        kill();
      },
    );
  });
}

/**
 * Makes a WebP of at most 640 × 640 pixels of a picture (PNG, JPEG, GIF, WebP, AVIF: the first frame), turned as it is to be
 * looked at and without metadata, in a process of its own (bin/thumbnail.mjs). `size` is how many bytes the source holds; it
 * is destroyed in the end.
 * @throws BadPictureError where it is the picture's fault; else the source's own error, or what kept the process from working
 */
export async function makeThumbnail(source: Readable, size: number): Promise<Thumbnail> {
  const child = start(size);
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The maker of thumbnails has no pipes.');
  const [{ code, signal }, output, said] = await Promise.all([
    run(child, source),
    collect(stdout, largestWebp, child),
    collect(stderr, largestComplaint, child),
  ]);
  if (code === 0) return parse(output);
  const why = said.toString('utf8').trim().slice(-500) || `ended with ${signal ?? code}`;
  if (code === badPicture || (signal && ownFault.has(signal))) throw new BadPictureError(why);
  throw new Error(`The maker of thumbnails failed: ${why}`);
}
