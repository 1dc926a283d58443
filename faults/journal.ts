import { randomBytes } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';

/**
 * What became of one request: taken (2xx, whole); refused (4xx); a documented 503 or 507 with `Retry-After`; any other 5xx;
 * the connection broke, so that nobody knows; nobody was there to connect to, so nothing was sent; no end in sight.
 */
export type Outcome = 'acknowledged' | 'refused' | 'unavailable' | 'wrong' | 'broken' | 'unreached' | 'hung';

export interface Attempt {
  outcome: Outcome;
  /** Of a read: what was asked for. */
  what?: string;
  /** When it was sent (ms since the epoch) and how long it took. */
  at: number;
  ms: number;
  status?: number;
  /** The answer's `message`, or the error of the connection. */
  code?: string;
  /** Seconds. */
  retryAfter?: number;
  /** It went over a connection that had been used before, and that may have been closed at that very moment. */
  isReused?: boolean;
}

export type WriteKind = 'ticket' | 'reply' | 'patch' | 'upload' | 'outgoing';

/** Something that the client wants written once. `mark` is a word that stands in what is written, and nowhere else. */
export interface Write {
  mark: string;
  kind: WriteKind;
  /** Its `Idempotency-Key`, where it has one. */
  key?: string;
  /** How many attachments its message has. */
  files: number;
  /** Of an upload: how many bytes. */
  size?: number;
  attempts: Attempt[];
  /** The public id in the acknowledgement: the ticket's or upload's. */
  id?: string;
}

/** All that a client wrote, and what it was told. */
export interface Journal {
  /** All marks of this journal begin with it. */
  prefix: string;
  writes: Write[];
  /** Requests that read only. */
  reads: Attempt[];
  /**
   * When each of several faults began (ms since the epoch). What was asked over a slow line before, and was still on its way when
   * the line was cut, is told within two seconds of that, not of when it was asked.
   */
  faultsBegun: number[];
}

export function newJournal(): Journal {
  return { prefix: `hx${randomBytes(3).toString('hex')}`, writes: [], reads: [], faultsBegun: [] };
}

/** A new entry of the journal. */
export function enter(journal: Journal, kind: WriteKind, more: Partial<Write> = {}): Write {
  const mark = journal.prefix + journal.writes.length.toString(16).padStart(6, '0');
  const write: Write = { mark, kind, files: 0, attempts: [], ...more };
  journal.writes.push(write);
  return write;
}

/** Whether some request for it was taken. */
export const isAcknowledged = (write: Write) => write.attempts.some(({ outcome }) => outcome === 'acknowledged');

/** Whether nobody can say if it was taken: not acknowledged, and some request for it broke, hung or failed. */
export const isUnknown = (write: Write) =>
  !isAcknowledged(write) &&
  write.attempts.some(({ outcome }) => ['broken', 'hung', 'unavailable', 'wrong'].includes(outcome));

/** Every request of a journal. */
export const attemptsOf = (journal: Journal): Attempt[] => [
  ...journal.writes.flatMap((write) => write.attempts),
  ...journal.reads,
];

export interface Sent extends Attempt {
  body?: unknown;
}

interface Send {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
  /** When to call it hung, in milliseconds. */
  hangMs: number;
}

function judge(status: number, retryAfter: number | undefined): Outcome {
  if (status < 300) return 'acknowledged';
  if (status < 500) return 'refused';
  return (status === 503 || status === 507) && retryAfter !== undefined ? 'unavailable' : 'wrong';
}

function judged(
  answer: IncomingMessage,
  text: string,
): Pick<Sent, 'outcome' | 'status' | 'code' | 'retryAfter' | 'body'> {
  const status = answer.statusCode ?? 0;
  const header = Number(answer.headers['retry-after']);
  const retryAfter = Number.isFinite(header) ? header : undefined;
  let body: { message?: unknown } | undefined;
  try {
    body = JSON.parse(text) as { message?: unknown };
  } catch {
    // No JSON: a 204, or an answer that is none of ours.
  }
  const code = typeof body?.message === 'string' ? body.message : undefined;
  return {
    outcome: judge(status, retryAfter),
    status,
    body,
    ...(code && { code }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** The connections of a client: a browser's few, or a program's many. */
export function connections(most: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: most });
}

/** Sends one request and tells what became of it. Never throws. */
export function send(agent: Agent, { method, url, headers, body, hangMs }: Send): Promise<Sent> {
  const at = Date.now();
  const begun = performance.now();
  return new Promise((resolve) => {
    let isOver = false;
    const end = (result: Omit<Sent, 'at' | 'ms'>) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(patience);
      resolve({ ...result, at, ms: performance.now() - begun, isReused: req.reusedSocket });
    };
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const req = request(url, { method, agent, headers: { ...headers, ...length } });
    const patience = setTimeout(() => {
      end({ outcome: 'hung' });
      req.destroy();
    }, hangMs);
    req.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => end(judged(answer, Buffer.concat(chunks).toString())));
      const cut = () => end({ outcome: 'broken', code: 'CUT_ANSWER', status: answer.statusCode });
      answer.once('error', cut);
      answer.once('close', cut);
    });
    req.on('error', (error: NodeJS.ErrnoException) => {
      const isUnreached = error.code === 'ECONNREFUSED' || error.syscall === 'connect';
      end({ outcome: isUnreached ? 'unreached' : 'broken', code: error.code ?? error.message });
    });
    req.end(body);
  });
}
