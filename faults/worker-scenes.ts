// All kinds of jobs side by side, each with how it is begun, held and looked at: longer than most for that.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import sharp from 'sharp';
import type { Api } from '@/e2e/support/api';
import { fromPublicId } from '@/lib/platform/ids';
import type { Receiver } from '@/lib/platform/testing-receiver';

/** Who writes in these scenes, and connections of the harness's own to look and to stand in the way with. */
export interface Stage {
  agent: Api;
  /** A client who has a webhook, and writes nothing else. */
  client: Api;
  /** That webhook, as its jobs name it. */
  webhook: string;
  receiver: Receiver;
  /** Holds things in transactions. */
  hand: pg.Client;
  /** Writes down and looks outside of those. */
  pen: pg.Client;
}

/** What a worker has been given to do. */
export interface Work {
  name: string;
  /** What its job names: the id of a ticket, an upload, a webhook. */
  about: string;
  /** What must be there exactly so often in the end: how many there are now, and how many there must be. */
  look(): Promise<{ is: number; must: number }>;
  /** A statement that holds what the job needs, so that it stops amid its work; none where its receiver holds it. */
  hold?: string;
}

const path = '/v2/support-tickets';
const ticketOf = {
  title: 'Para los trabajos',
  description: 'Se mata al que trabaja.',
  priority: 'low',
  category: 'general',
};

interface Made {
  data: { _id: string };
}

async function made<Body>(answer: Promise<{ status: number; text: string; body: Body }>): Promise<Body> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`A scene could not be set: ${status} ${text}`);
  return body;
}

async function newTicket(api: Api, more: object = {}): Promise<{ id: string; uuid: string }> {
  const { data } = await made(api.post<Made>(path, { ...ticketOf, ...more }));
  return { id: data._id, uuid: fromPublicId(data._id, 'support_ticket') ?? '' };
}

export async function count(hand: pg.Client, text: string, values: unknown[]): Promise<number> {
  const { rows } = await hand.query<{ count: string }>(text, values);
  return Number(rows[0]?.count);
}

/** A reply that goes out in a moment. */
export async function outgoing({ agent, hand }: Stage, delay: number): Promise<Work> {
  const { id, uuid } = await newTicket(agent);
  const message = `Una sola vez: ${randomUUID()}`;
  const key = { 'idempotency-key': randomUUID() };
  const { data } = await made(agent.post<Made>(`${path}/${id}/outbox`, { message, delay }, key));
  return {
    name: 'outgoing reply',
    about: fromPublicId(data._id, 'outgoing') ?? '',
    look: async () => ({
      is: await count(hand, 'SELECT count(*) FROM threads WHERE ticket_id = $1 AND message = $2', [uuid, message]),
      must: 1,
    }),
    hold: `SELECT 1 FROM tickets WHERE id = '${uuid}' FOR NO KEY UPDATE`,
  };
}

/** A ticket that is asleep until a moment. */
export async function snoozed({ agent, hand }: Stage, seconds: number): Promise<Work> {
  const { id, uuid } = await newTicket(agent);
  const snoozedUntil = new Date(Date.now() + seconds * 1000).toISOString();
  await made(agent.patch(`${path}/${id}`, { snoozedUntil }));
  return {
    name: 'snooze',
    about: uuid,
    look: async () => ({
      is: await count(hand, `SELECT count(*) FROM events WHERE subject_id = $1 AND name = 'ticket.woken'`, [uuid]),
      must: 1,
    }),
    hold: `SELECT 1 FROM tickets WHERE id = '${uuid}' FOR NO KEY UPDATE`,
  };
}

/** Tickets for a bulk change, and the change: more than are done when it is answered. */
export async function bulk(stage: Stage, tickets: { id: string; uuid: string }[]): Promise<Work> {
  const { agent, hand } = stage;
  const { data } = await made(
    agent.post<Made>('/v2/bulk', { tickets: tickets.map(({ id }) => id), change: { priority: 'urgent' } }),
  );
  const job = fromPublicId(data._id, 'bulk') ?? '';
  return {
    name: 'bulk change',
    about: job,
    look: async () => ({
      // One event of each ticket, and the job says so.
      is:
        (await count(
          hand,
          `SELECT count(*) FROM events WHERE subject_id = ANY($1) AND data#>>'{changes,priority,to}' = 'urgent'`,
          [tickets.map(({ uuid }) => uuid)],
        )) + (await count(hand, `SELECT count(*) FROM bulk_jobs WHERE id = $1 AND state = 'done'`, [job])),
      must: tickets.length + 1,
    }),
    hold: `SELECT 1 FROM tickets WHERE id = '${tickets.at(-1)?.uuid}' FOR NO KEY UPDATE`,
  };
}

/** Tickets to be changed at once. */
export async function ticketsFor({ agent }: Stage, many: number): Promise<{ id: string; uuid: string }[]> {
  const all: { id: string; uuid: string }[] = [];
  for (let each = 0; each < many; each += 1) all.push(await newTicket(agent));
  return all;
}

let pictures = 0;

/** A picture whose thumbnail is to be made. */
export async function thumbnail({ agent, hand }: Stage): Promise<Work> {
  pictures += 1;
  const background = { r: pictures % 256, g: Math.floor(Math.random() * 256), b: Math.floor(Math.random() * 256) };
  const body = await sharp({ create: { width: 900, height: 700, channels: 3, background } })
    .png()
    .toBuffer();
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename="foto.png"',
  };
  const answer = await made(agent.send<{ data: { url: string } }>('POST', '/v2/attachments', { body, headers }));
  const uuid = fromPublicId(/attachment_[0-9a-z]{26}/.exec(answer.data.url)?.[0] ?? '', 'attachment') ?? '';
  return {
    name: 'thumbnail',
    about: uuid,
    look: async () => ({
      is: await count(hand, `SELECT count(*) FROM uploads WHERE id = $1 AND thumbnail = 'made'`, [uuid]),
      must: 1,
    }),
    hold: `SELECT 1 FROM uploads WHERE id = '${uuid}' FOR NO KEY UPDATE`,
  };
}

/**
 * An event that a webhook is to be told of: written down once, and received once (`isSentOnce`), or where somebody may be killed
 * over sending it at least once, always under one id.
 */
export async function delivery(stage: Stage, { isSentOnce = false } = {}): Promise<Work> {
  const { client, webhook, hand, receiver } = stage;
  const { id, uuid } = await newTicket(client);
  return {
    name: 'webhook delivery',
    about: webhook,
    look: async () => {
      const received = receiver.received.filter(({ body }) => body.includes(id)).map((each) => each.id);
      const times = isSentOnce ? received.length : new Set(received).size;
      const delivered = `SELECT count(*) FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
        WHERE e.subject_id = $1 AND d.status = 'delivered'`;
      return { is: times + (await count(hand, delivered, [uuid])), must: 2 };
    },
  };
}

/** The category whose tickets go to a team. */
export const teamCategory = 'billing';

/** A ticket that is to go to the team of its category. */
export async function routed({ agent, hand }: Stage): Promise<Work> {
  return wayOf(hand, (await newTicket(agent, { category: teamCategory })).uuid);
}

function wayOf(hand: pg.Client, uuid: string): Work {
  return {
    name: 'way to its team',
    about: uuid,
    look: async () => ({
      is: await count(hand, `SELECT count(*) FROM events WHERE subject_id = $1 AND data->'changes' ? 'teamId'`, [uuid]),
      must: 1,
    }),
  };
}

/**
 * The same, held amid its job: put into the line by hand, as the feed's follower would, since what holds the job (the team's row, from
 * here on until `hand` ends its transaction) holds the feed too.
 */
export async function heldOnItsWay({ agent, hand, pen }: Stage): Promise<Work> {
  const { uuid } = await newTicket(agent, { category: 'account' });
  const handled = `SELECT count(*) FROM events e, event_followers f WHERE e.subject_id = $1 AND f.name = 'teams'
    AND (e.position, e.id) <= (f.position, f.event_id)`;
  for (let waited = 0; (await count(pen, handled, [uuid])) === 0 && waited < 500; waited += 1) await sleep(20);
  await pen.query('UPDATE tickets SET category = $2 WHERE id = $1', [uuid, teamCategory]);
  await hand.query('BEGIN; SELECT 1 FROM teams FOR UPDATE');
  await pen.query(
    `SELECT graphile_worker.add_job('teams.route', json_build_object('ticketId', $1::text), job_key => 'teams.route ' || $1)`,
    [uuid],
  );
  return wayOf(pen, uuid);
}

/** Waits until all is done. Gives what is not so after `ms`, or more often than it may be. */
export async function untilDone(all: Work[], ms: number, everyMs = 200): Promise<string[]> {
  const deadline = performance.now() + ms;
  for (;;) {
    const wrong: string[] = [];
    for (const { name, look } of all) {
      const { is, must } = await look();
      if (is !== must) wrong.push(`${name}: ${is} instead of ${must}`);
    }
    if (wrong.length === 0 || performance.now() > deadline) return wrong;
    await sleep(everyMs);
  }
}
