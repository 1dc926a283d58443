import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What ClamAV says of some bytes; `size` when they are more than it takes (its `StreamMaxLength`): it has not looked. */
export type Verdict = { is: 'clean' } | { is: 'infected'; by: string } | { is: 'size' };

/** ClamAV cannot be asked just now, or gave no verdict. */
export class ScannerUnavailableError extends Error {}

const connectMs = 5_000;
/** Without a byte either way; clamd itself gives up a file after two minutes (`MaxScanTime`). */
const idleMs = 150_000;
const chunkSize = 64 * 1024;
const longestAnswer = 4_096;

/** How a `HILO_CLAMD` is connected to: `host:port`, `[::1]:port` or the path of a socket. */
function toOptions(address: string): net.NetConnectOpts {
  if (address.startsWith('/')) return { path: address };
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) };
}

interface Conversation {
  socket: net.Socket;
  /** All that clamd says until it hangs up; rejects when the line breaks before it has said anything. */
  answer: Promise<string>;
}

async function connect(address: string): Promise<Conversation> {
  // Half open: on a refusal clamd answers and hangs up while we still send, and the answer is to be read first.
  const socket = net.connect({ ...toOptions(address), allowHalfOpen: true });
  let said = '';
  const answer = new Promise<string>((resolve, reject) => {
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\0') || said.length > longestAnswer) resolve(said.split('\0', 1)[0] ?? '');
    });
    socket.once('end', () => resolve(said));
    socket.on('error', (error) => (said ? resolve(said) : reject(error)));
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
  // Whoever is still sending hears of it there.
  answer.catch(() => undefined);
  socket.setTimeout(idleMs, () => socket.destroy(new Error('nothing has moved for too long')));
  const timer = setTimeout(() => socket.destroy(new Error('no connection in time')), connectMs);
  try {
    await once(socket, 'connect');
  } finally {
    clearTimeout(timer);
  }
  return { socket, answer };
}

/** Sends one piece; waits while clamd is slower. A line that breaks is told by the answer. */
function send(socket: net.Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => socket.write(bytes, () => resolve()));
}

/** Sends the source in pieces, each with its length before it, until its end or until clamd has answered. */
async function sendAll({ socket, answer }: Conversation, source: AsyncIterable<Uint8Array>): Promise<void> {
  let isAnswered = false;
  const note = () => {
    isAnswered = true;
  };
  const answered = answer.then(note, note);
  await send(socket, Buffer.from('zINSTREAM\0'));
  for await (const bytes of source) {
    for (let at = 0; at < bytes.byteLength; at += chunkSize) {
      const piece = bytes.subarray(at, at + chunkSize);
      const head = Buffer.alloc(4);
      head.writeUInt32BE(piece.byteLength);
      await Promise.race([send(socket, Buffer.concat([head, piece])), answered]);
      if (isAnswered) return;
    }
  }
  await send(socket, Buffer.alloc(4));
}

function understand(answer: string): Verdict {
  if (/^stream: OK$/.test(answer)) return { is: 'clean' };
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found) return { is: 'infected', by: found };
  if (/size limit exceeded/i.test(answer)) return { is: 'size' };
  throw new ScannerUnavailableError(`ClamAV answered: ${answer.slice(0, 200) || 'nothing'}`);
}

const unavailable = (cause: Error) =>
  new ScannerUnavailableError(`ClamAV cannot be asked: ${cause.message}`, { cause });

/**
 * The line broke. To more than it takes clamd says so and hangs up, and what it said is lost where we were still sending: a
 * clamd that is well afterwards has refused the size.
 */
async function afterBreak(address: string, error: NodeJS.ErrnoException): Promise<Verdict> {
  if (['EPIPE', 'ECONNRESET'].includes(error.code ?? '') && (await isClamdThere(address))) return { is: 'size' };
  throw unavailable(error);
}

/**
 * Has ClamAV look at a stream, never whole in memory. `address` is a `HILO_CLAMD`. The source is destroyed in the end.
 * @throws ScannerUnavailableError; the source's own error; the signal's reason
 */
export async function scanStream(
  address: string,
  source: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Verdict> {
  const conversation = await connect(address).catch((error: Error) => {
    throw unavailable(error);
  });
  const { socket, answer } = conversation;
  const onAbort = () => socket.destroy(new Error('it was broken off'));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    signal?.throwIfAborted();
    await sendAll(conversation, source);
    return await answer.then(understand, (error: Error) => afterBreak(address, error));
  } finally {
    signal?.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}

/** Whether ClamAV answers within some seconds. */
export async function isClamdThere(address: string): Promise<boolean> {
  let socket: net.Socket | undefined;
  try {
    const conversation = await connect(address);
    socket = conversation.socket;
    socket.write('zPING\0');
    return (await Promise.race([conversation.answer, delay(connectMs, 'late', { ref: false })])) === 'PONG';
  } catch {
    return false;
  } finally {
    socket?.destroy();
  }
}
