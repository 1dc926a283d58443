// One file for all that the journal's client does, in the order in which it does it: longer than most for that.
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import {
  type Attempt,
  connections,
  enter,
  isAcknowledged,
  type Journal,
  newJournal,
  send,
  type Write,
  type WriteKind,
} from './journal';

export interface LoadOptions {
  /** Where the desk serves. May change while the load runs, as behind a supervisor: a function then. */
  url: string | (() => string);
  /** Bearer tokens of a client and of somebody who works here. */
  tokens: { client: string; agent: string };
  /** How many work at once: each waits for its answers. 6 when unsaid. */
  clients?: number;
  /** Of the keyed requests whose connection broke, the share that is sent again. 0.75 when unsaid. */
  retryShare?: number;
  /** When a request counts as hung; the desk's own longest patience is below. 30 s when unsaid. */
  hangMs?: number;
  /** Between two writes of one client: 20 ms when unsaid. */
  pauseMs?: number;
  /** How often each kind of write, in parts. */
  mix?: Partial<Record<WriteKind, number>>;
}

/** A load that runs. */
export interface Load {
  journal: Journal;
  /** How many writes were acknowledged so far. */
  acknowledged(): number;
  /** Lets each client finish what it has begun (with retries for at most `graceMs`), and ends. */
  stop(graceMs?: number): Promise<Journal>;
}

const usualMix: Record<WriteKind, number> = { ticket: 7, reply: 6, patch: 3, upload: 2, outgoing: 2 };
const path = '/v2/support-tickets';
const words = 'la clave de la API no sirve desde esta mañana y las facturas salen dos veces en el panel nuevo'.split(
  ' ',
);
const some = <T>(list: readonly T[]): T | undefined => list[randomInt(list.length || 1)];
const chance = (share: number) => Math.random() < share;
const sentence = () => Array.from({ length: 3 + randomInt(12) }, () => some(words)).join(' ');

interface Link {
  filename: string;
  url: string;
  size: number;
  type: string;
}

interface Request {
  write: Write;
  method: string;
  path: string;
  as: 'client' | 'agent';
  json?: object;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
}

class Client {
  readonly #agent = connections(4);
  readonly #tickets: string[] = [];
  readonly #uploads: Link[] = [];

  constructor(
    readonly journal: Journal,
    readonly options: Required<Omit<LoadOptions, 'mix'>> & { mix: Record<WriteKind, number> },
    readonly picture: Buffer,
    readonly state: { isStopping: boolean; deadline: number },
  ) {}

  /** Writes one after the other until it is told to stop. */
  async run(): Promise<void> {
    while (!this.state.isStopping) {
      await this.#one();
      await sleep(this.options.pauseMs);
    }
    this.#agent.destroy();
  }

  #pick(): WriteKind {
    const kinds = Object.entries(this.options.mix) as [WriteKind, number][];
    let left = Math.random() * kinds.reduce((sum, [, parts]) => sum + parts, 0);
    for (const [kind, parts] of kinds) {
      left -= parts;
      if (left < 0) return kind;
    }
    return 'ticket';
  }

  async #one(): Promise<void> {
    const kind = this.#pick();
    if (kind === 'upload') return this.#upload();
    const ticket = some(this.#tickets);
    if (kind === 'ticket' || ticket === undefined) return this.#file();
    if (kind === 'reply') return this.#reply(ticket);
    if (kind === 'patch') return this.#change(ticket);
    return this.#outgoing(ticket);
  }

  /** Links elsewhere, and what this client has sent. */
  #attachments(): Link[] {
    const links = chance(0.3)
      ? [{ filename: 'plan.pdf', url: 'https://files.example/plan.pdf', size: 7, type: 'application/pdf' }]
      : [];
    const held = chance(0.3) ? some(this.#uploads) : undefined;
    return held ? [...links, held] : links;
  }

  async #file(): Promise<void> {
    const attachments = this.#attachments();
    const write = enter(this.journal, 'ticket', {
      files: attachments.length,
      ...(chance(0.6) && { key: randomUUID() }),
    });
    const json = {
      title: sentence(),
      description: `${sentence()} ${write.mark}`,
      priority: 'high',
      category: 'technical',
      tags: ['faults'],
      attachments,
    };
    const body = await this.#deliver({ write, method: 'POST', path, as: 'client', json });
    if (body) {
      write.id = (body as { data: { _id: string } }).data._id;
      this.#tickets.push(write.id);
      if (this.#tickets.length > 12) this.#tickets.shift();
    }
  }

  async #reply(ticket: string): Promise<void> {
    const as = chance(0.5) ? 'client' : 'agent';
    const attachments = as === 'client' ? this.#attachments() : [];
    const write = enter(this.journal, 'reply', {
      id: ticket,
      files: attachments.length,
      ...(chance(0.6) && { key: randomUUID() }),
    });
    const internal = as === 'agent' && chance(0.3);
    const json = { message: `${sentence()} ${write.mark}`, attachments, ...(internal && { internal }) };
    const body = await this.#deliver({ write, method: 'POST', path: `${path}/${ticket}/threads`, as, json });
    // One of which nobody knows may come late, and would hold an outgoing reply.
    if (!body && this.#tickets.includes(ticket)) this.#tickets.splice(this.#tickets.indexOf(ticket), 1);
  }

  /** A change has no key: said twice it is one, and so it may be said again. */
  async #change(ticket: string): Promise<void> {
    const write = enter(this.journal, 'patch', { id: ticket });
    const json = {
      title: `${sentence()} ${write.mark}`,
      ...(chance(0.4) && { status: some(['open', 'pending', 'in_progress']) }),
    };
    await this.#deliver({ write, method: 'PATCH', path: `${path}/${ticket}`, as: 'agent', json });
  }

  /** The ticket is left alone from then on: a message that overtakes the reply would hold it. */
  async #outgoing(ticket: string): Promise<void> {
    this.#tickets.splice(this.#tickets.indexOf(ticket), 1);
    const write = enter(this.journal, 'outgoing', { id: ticket, key: randomUUID() });
    const json = { message: `${sentence()} ${write.mark}`, delay: randomInt(3) };
    await this.#deliver({ write, method: 'POST', path: `${path}/${ticket}/outbox`, as: 'agent', json });
  }

  /** One text, now and then a picture, each with bytes of its own. */
  async #upload(): Promise<void> {
    const isPicture = chance(0.15);
    const write = enter(this.journal, 'upload');
    const text = `${write.mark} ${sentence()}\n`.repeat(1 + randomInt(400));
    const bytes = isPicture ? Buffer.concat([this.picture, Buffer.from(write.mark)]) : Buffer.from(text);
    write.size = bytes.byteLength;
    const filename = `${write.mark}.${isPicture ? 'png' : 'txt'}`;
    const headers = {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${filename}"`,
    };
    const body = await this.#deliver({ write, method: 'POST', path: '/v2/attachments', as: 'client', bytes, headers });
    if (!body) return;
    const link = (body as { data: Link }).data;
    write.id = /attachment_[0-9a-z]{26}/.exec(link.url)?.[0];
    this.#uploads.push(link);
    if (this.#uploads.length > 4) this.#uploads.shift();
  }

  /** Whether a good client sends it again. */
  #isToRetry({ kind, key }: Write, { outcome, status, code }: Attempt): boolean {
    if (this.state.isStopping && Date.now() > this.state.deadline) return false;
    const isSafe = key !== undefined || kind === 'patch';
    if (outcome === 'unreached' || status === 429 || code === 'IDEMPOTENCY_KEY_IN_USE') return true;
    // A disk that is full stays so.
    if (outcome === 'unavailable') return isSafe && status !== 507;
    return outcome === 'broken' && isSafe && chance(this.options.retryShare);
  }

  /** Sends until it is acknowledged, or given up; gives the acknowledgement's body. */
  async #deliver({ write, method, path: where, as, json, bytes, headers = {} }: Request): Promise<unknown> {
    const { tokens, hangMs, url } = this.options;
    const type: Record<string, string> = json ? { 'content-type': 'application/json' } : {};
    const key: Record<string, string> = write.key ? { 'idempotency-key': write.key } : {};
    for (let tries = 0; ; tries += 1) {
      const at = typeof url === 'string' ? url : url();
      const all = { authorization: `Bearer ${tokens[as]}`, ...type, ...key, ...headers };
      const body = json ? JSON.stringify(json) : bytes;
      const { body: answer, ...attempt } = await send(this.#agent, {
        method,
        url: at + where,
        headers: all,
        body,
        hangMs,
      });
      write.attempts.push(attempt);
      if (isAcknowledged(write)) return answer;
      if (!this.#isToRetry(write, attempt)) return undefined;
      await sleep(Math.min((attempt.retryAfter ?? 0) * 1_000 || 50 * 2 ** Math.min(tries, 4), 2_000));
    }
  }
}

/** Begins to write: several clients at once, each in its own tickets. */
export async function startLoad(options: LoadOptions): Promise<Load> {
  const journal = newJournal();
  const { clients = 6, retryShare = 0.75, hangMs = 30_000, pauseMs = 20 } = options;
  const all = { ...options, clients, retryShare, hangMs, pauseMs, mix: { ...usualMix, ...options.mix } };
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a2336b' } })
    .png()
    .toBuffer();
  const state = { isStopping: false, deadline: 0 };
  const running = Array.from({ length: clients }, () => new Client(journal, all, picture, state).run());
  return {
    journal,
    acknowledged: () => journal.writes.filter(isAcknowledged).length,
    async stop(graceMs = 30_000) {
      Object.assign(state, { isStopping: true, deadline: Date.now() + graceMs });
      await Promise.all(running);
      return journal;
    },
  };
}

/** Resolves at a random moment of a load, `least` to `most` milliseconds from now, once something more was acknowledged; after 10 s anyway. */
export async function amidLoad(acknowledged: () => number, [least, most]: [number, number]): Promise<void> {
  const before = acknowledged();
  await sleep(randomInt(least, most));
  for (let waited = 0; acknowledged() === before && waited < 200; waited += 1) await sleep(50);
}
