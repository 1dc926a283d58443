// Longer than most: one reply's whole way, in the order in which it goes.
import pg from 'pg';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { saveDraft } from '@/lib/drafts/commands';
import { findDraft } from '@/lib/drafts/queries';
import { db, inTransaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { getTicket, ticketKey } from '@/lib/tickets/queries/find';
import { startWorker, type Worker } from '@/lib/worker/worker';
import { makeActor, makeTicket } from '@/prisma/factories';
import { putIntoOutbox } from './commands/put';
import { requeueOutgoing } from './commands/requeue';
import { sendDue, sendNow } from './commands/send';
import { takeBack } from './commands/take-back';
import { listOutbox, outgoingKey } from './queries';
import { type PutIntoOutbox, putIntoOutboxSchema } from './schema';

const say = (message: string, more: object = {}): PutIntoOutbox => putIntoOutboxSchema.parse({ message, ...more });

async function world(): Promise<{ agent: UserActor; other: UserActor; client: UserActor; id: string }> {
  const [client, agent, other] = await Promise.all([makeActor('client'), makeActor('agent'), makeActor('agent')]);
  return { client, agent, other, id: ticketKey((await makeTicket(client))._id).id };
}

async function put(actor: UserActor, id: string, input: PutIntoOutbox): Promise<string> {
  return outgoingKey((await putIntoOutbox(actor, id, input)).outgoing._id);
}

/** As if its time had come. */
const letPass = (id: string) =>
  db.query(sql`UPDATE outgoing_replies SET send_at = now() - interval '1 minute' WHERE id = ${id}::uuid`);

const stateOf = async (id: string) => {
  const [row] = await db.query<{ state: string; problem: string | null }>(
    sql`SELECT state, problem FROM outgoing_replies WHERE id = ${id}::uuid`,
  );
  return row && [row.state, row.problem];
};

const said = async (actor: UserActor, id: string) =>
  (await getTicket(actor, { id })).threads.filter(({ type }) => type !== 'system').map(({ message }) => message);

const opening = 'Desde esta mañana la API responde 401.';

describe('until its time', () => {
  test('nobody sees it, and no job sends it', async () => {
    const { agent, other, client, id } = await world();
    const outgoing = await put(agent, id, say('Hola'));
    expect(await sendDue(outgoing)).toBe(false);
    expect(await said(client, id)).toEqual([opening]);
    expect(await said(other, id)).toEqual([opening]);
    expect(await getTicket(agent, { id })).toMatchObject({ status: 'open', version: 1 });
    expect((await listOutbox(agent)).map((row) => [row.id, row.state])).toEqual([[outgoing, 'waiting']]);
    expect(await listOutbox(other)).toEqual([]);
    await letPass(outgoing);
    expect(await sendDue(outgoing)).toBe(true);
    expect(await said(client, id)).toEqual([opening, 'Hola']);
    expect(await listOutbox(agent)).toEqual([]);
  });

  test('it can be taken back, and is the draft again', async () => {
    const { agent, client, id } = await world();
    await saveDraft(agent, id, { message: 'Hola', internal: false, attachments: [], revision: 7 });
    const outgoing = await put(agent, id, say('Hola', { draft: 7 }));
    expect(await findDraft(agent, id)).toBeNull();
    // What was on its way when it was sent comes too late.
    expect(await saveDraft(agent, id, { message: 'Hol', internal: false, attachments: [], revision: 6 })).toMatchObject(
      {
        message: '',
        revision: 7,
      },
    );
    const { draft } = await takeBack(agent, outgoing);
    expect(draft).toMatchObject({ message: 'Hola' });
    expect(draft?.revision).toBeGreaterThan(7);
    await letPass(outgoing);
    expect(await sendDue(outgoing)).toBe(false);
    expect(await said(client, id)).toEqual([opening]);
    const jobs = await db.query(sql`SELECT 1 FROM graphile_worker.jobs WHERE key = ${`outbox.send ${outgoing}`}`);
    expect(jobs).toEqual([]);
  });

  test('a draft typed later elsewhere stays', async () => {
    const { agent, id } = await world();
    await saveDraft(agent, id, { message: 'Otra cosa', internal: false, attachments: [], revision: 9 });
    await put(agent, id, say('Hola', { draft: 7 }));
    expect(await findDraft(agent, id)).toMatchObject({ message: 'Otra cosa' });
  });

  test('of two who take it back at once one has it', async () => {
    const { agent, id } = await world();
    const outgoing = await put(agent, id, say('Hola'));
    const results = await Promise.allSettled([takeBack(agent, outgoing), takeBack(agent, outgoing)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((each) => each.status === 'rejected')?.reason).toMatchObject({ code: 'OUTGOING_NOT_FOUND' });
    expect(await findDraft(agent, id)).toMatchObject({ message: 'Hola' });
  });

  test('it is its author’s alone', async () => {
    const { agent, other, client, id } = await world();
    const outgoing = await put(agent, id, say('Hola'));
    await expect(takeBack(other, outgoing)).rejects.toMatchObject({ code: 'OUTGOING_NOT_FOUND' });
    await expect(sendNow(other, outgoing, undefined)).rejects.toMatchObject({ code: 'OUTGOING_NOT_FOUND' });
    await expect(put(client, id, say('Hola'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(() => listOutbox(client)).toThrow('FORBIDDEN');
    expect(await stateOf(outgoing)).toEqual(['waiting', null]);
  });

  test('the same key is the same reply', async () => {
    const { agent, id } = await world();
    const once = () => putIntoOutbox(agent, id, say('Hola'), { idempotencyKey: 'k' });
    const [first, second] = [await once(), await once()];
    expect([first.isReplayed, second.isReplayed]).toEqual([false, true]);
    expect(second.outgoing).toEqual(first.outgoing);
    expect(await listOutbox(agent)).toHaveLength(1);
  });
});

describe('what becomes of the ticket with it', () => {
  test.each([
    [{ status: 'pending' }, 'ticket.changed'],
    [{ status: 'resolved', resolution: 'La clave era de otro ambiente.' }, 'ticket.resolved'],
    [{ status: 'closed' }, 'ticket.closed'],
  ] as const)('%j is one change with it', async (after, event) => {
    const { agent, id } = await world();
    const outgoing = await put(agent, id, say('Hola', { after, delay: 0 }));
    expect(await stateOf(outgoing)).toEqual(['sent', null]);
    expect(await getTicket(agent, { id })).toMatchObject({
      status: after.status,
      assignedToId: agent.userId,
      resolution: 'resolution' in after ? after.resolution : null,
      version: 2,
    });
    const events = await db.query<{ name: string }>(
      sql`SELECT name FROM events WHERE subject_id = ${id}::uuid ORDER BY id`,
    );
    expect(events.map(({ name }) => name)).toEqual(['ticket.created', 'ticket.replied', event]);
  });

  test('resolving needs a resolution, before anything is kept', async () => {
    const { agent, id } = await world();
    const wrong = say('Hola', { after: { status: 'resolved' } });
    await expect(put(agent, id, wrong)).rejects.toMatchObject({ code: 'RESOLUTION_REQUIRED', status: 400 });
    expect(await listOutbox(agent)).toEqual([]);
  });

  test('a note goes at once, without asking, to a closed ticket too', async () => {
    const { agent, client, id } = await world();
    await changeTicket(agent, id, { status: 'closed' });
    await replyNothing(agent, id);
    const outgoing = await put(agent, id, say('Solo nosotros', { internal: true, delay: 0 }));
    expect(await stateOf(outgoing)).toEqual(['sent', null]);
    expect(await said(agent, id)).toEqual([opening, 'Solo nosotros']);
    expect(await said(client, id)).toEqual([opening]);
  });
});

async function replyNothing(agent: UserActor, id: string) {
  await expect(put(agent, id, say('Hola'))).rejects.toMatchObject({ code: 'TICKET_CLOSED', status: 409 });
}

describe('when somebody wrote meanwhile', () => {
  const lastOf = async (actor: UserActor, id: string) => {
    const last = (await getTicket(actor, { id })).threads.at(-1);
    return toPublicId('thread', last?.id ?? '');
  };

  test.each(['client', 'other'] as const)('the %s: it is held, and its author decides', async (who) => {
    const all = await world();
    const { agent, id } = all;
    const outgoing = await put(agent, id, say('Hola'));
    await replyToTicket(all[who], id, { message: 'Ya está', attachments: [], internal: false });
    await letPass(outgoing);
    await sendDue(outgoing);
    expect(await stateOf(outgoing)).toEqual(['held', 'ANSWERED_MEANWHILE']);
    expect(await said(agent, id)).toEqual([opening, 'Ya está']);
    const [row] = await listOutbox(agent);
    expect(row?.newer).toMatchObject({ name: all[who].name, type: who === 'client' ? 'user' : 'agent' });
    // Another message since the one they were shown: held again.
    const shown = await lastOf(agent, id);
    await replyToTicket(all.client, id, { message: 'Y esto', attachments: [], internal: false });
    expect(await sendNow(agent, outgoing, shown)).toMatchObject({ state: 'held' });
    expect(await sendNow(agent, outgoing, await lastOf(agent, id))).toMatchObject({ state: 'sent' });
    expect(await said(agent, id)).toEqual([opening, 'Ya está', 'Y esto', 'Hola']);
    expect(await sendNow(agent, outgoing, undefined)).toMatchObject({ state: 'sent' });
    expect(await said(agent, id)).toHaveLength(4);
    await expect(takeBack(agent, outgoing)).rejects.toMatchObject({ code: 'ALREADY_SENT', status: 409 });
  });

  test('before it was put there, after what its author saw: held from the start, also without delay', async () => {
    const { agent, client, id } = await world();
    const seen = await lastOf(agent, id);
    await replyToTicket(client, id, { message: 'Espera', attachments: [], internal: false });
    for (const delay of [10, 0]) {
      const outgoing = await put(agent, id, say('Hola', { seen, delay }));
      expect(await stateOf(outgoing)).toEqual(['held', 'ANSWERED_MEANWHILE']);
      await takeBack(agent, outgoing);
    }
    expect(await findDraft(agent, id)).toMatchObject({ message: 'Hola\n\nHola' });
  });

  test('notes, changes and the author’s own words hold nothing', async () => {
    const { agent, other, id } = await world();
    const seen = await lastOf(agent, id);
    await replyToTicket(other, id, { message: 'Nota', attachments: [], internal: true });
    await changeTicket(other, id, { priority: 'urgent', status: 'pending' });
    await replyToTicket(agent, id, { message: 'Uno', attachments: [], internal: false });
    const outgoing = await put(agent, id, say('Dos', { seen, delay: 0 }));
    expect(await stateOf(outgoing)).toEqual(['sent', null]);
  });

  test('what was seen must be of this ticket', async () => {
    const { agent, id } = await world();
    const { id: elsewhere } = await world();
    for (const seen of [await lastOf(agent, elsewhere), `thread_${'z'.repeat(26)}`]) {
      await expect(put(agent, id, say('Hola', { seen }))).rejects.toMatchObject({ code: 'INVALID_SEEN' });
    }
  });
});

describe('what may not be sent any more is kept, with the reason', () => {
  async function failing(meanwhile: (all: Awaited<ReturnType<typeof world>>) => Promise<unknown>) {
    const all = await world();
    const outgoing = await put(all.agent, all.id, say('Hola'));
    await meanwhile(all);
    await letPass(outgoing);
    await sendDue(outgoing);
    expect(await said(all.other, all.id)).toEqual([opening]);
    return { ...all, outgoing };
  }

  test('the ticket was closed', async () => {
    const { agent, other, id, outgoing } = await failing(({ other, id }) =>
      changeTicket(other, id, { status: 'closed' }),
    );
    expect(await stateOf(outgoing)).toEqual(['failed', 'TICKET_CLOSED']);
    await expect(sendNow(agent, outgoing, undefined)).rejects.toMatchObject({ code: 'TICKET_CLOSED' });
    await changeTicket(other, id, { status: 'open' });
    expect(await sendNow(agent, outgoing, undefined)).toMatchObject({ state: 'sent', problem: null });
  });

  test('its author works here no more', async () => {
    const { outgoing } = await failing(({ agent }) =>
      db.query(sql`UPDATE users SET disabled_at = now() WHERE id = ${agent.userId}::uuid`),
    );
    expect(await stateOf(outgoing)).toEqual(['failed', 'AUTHOR_DISABLED']);
  });

  test('its author is a client now', async () => {
    const { outgoing } = await failing(({ agent }) =>
      db.query(sql`UPDATE users SET role = 'client' WHERE id = ${agent.userId}::uuid`),
    );
    expect(await stateOf(outgoing)).toEqual(['failed', 'FORBIDDEN']);
  });
});

describe('exactly once', () => {
  let workers: Worker[] = [];
  beforeAll(async () => {
    workers = await Promise.all([startWorker(), startWorker()]);
  });
  afterAll(() => Promise.all(workers.map((worker) => worker.stop())));

  test('workers send it when its time has come', async () => {
    const { agent, client, id } = await world();
    const outgoing = await put(agent, id, say('Hola', { delay: 1 }));
    expect(await said(client, id)).toEqual([opening]);
    await expect.poll(() => stateOf(outgoing), { timeout: 15_000 }).toEqual(['sent', null]);
    const [row] = await db.query<{ early: boolean }>(
      sql`SELECT sent_at < send_at AS early FROM outgoing_replies WHERE id = ${outgoing}::uuid`,
    );
    expect(row).toEqual({ early: false });
    expect(await said(client, id)).toEqual([opening, 'Hola']);
  });

  test('many who send it at the same time, and one who takes it back', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { agent, client, id } = await world();
      const outgoing = await put(agent, id, say('Hola', { delay: 60 }));
      await letPass(outgoing);
      const [back] = await Promise.allSettled([
        takeBack(agent, outgoing),
        ...Array.from({ length: 6 }, () => sendDue(outgoing)),
      ]);
      const isBack = back?.status === 'fulfilled';
      expect(await said(client, id)).toEqual(isBack ? [opening] : [opening, 'Hola']);
      expect(await findDraft(agent, id)).toEqual(isBack ? expect.objectContaining({ message: 'Hola' }) : null);
    }
  });

  test('a worker that is killed while it sends leaves nothing half done, and another sends it', async () => {
    const { agent, client, id } = await world();
    const outgoing = await put(agent, id, say('Hola', { delay: 60, after: { status: 'pending' } }));
    await letPass(outgoing);
    // Holds the ticket, so that the sending stands still with the row locked; then its connection is cut, as a kill does.
    const other = new pg.Client({ connectionString: env().DATABASE_URL });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM tickets WHERE id = $1 FOR UPDATE', [id]);
    const sending = sendDue(outgoing);
    const gone = expect(sending).rejects.toThrow();
    const find = `SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity
      WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))`;
    await expect.poll(async () => (await other.query(find)).rows, { timeout: 10_000 }).toEqual([{ done: true }]);
    await gone;
    expect(await stateOf(outgoing)).toEqual(['waiting', null]);
    expect(await said(client, id)).toEqual([opening]);
    expect(await requeueOutgoing()).toBeGreaterThan(0);
    await other.query('COMMIT');
    await other.end();
    await expect.poll(() => stateOf(outgoing), { timeout: 15_000 }).toEqual(['sent', null]);
    expect(await said(client, id)).toEqual([opening, 'Hola']);
    expect(await getTicket(agent, { id })).toMatchObject({ status: 'pending' });
  });
});

test('a ticket that others hold for long is told as that, without a key to wait for', async () => {
  const { agent, id } = await world();
  const tried = await inTransaction(async (tx) => {
    await tx.query(sql`SELECT 1 FROM tickets WHERE id = ${id}::uuid FOR UPDATE`);
    return Promise.allSettled([putIntoOutbox(agent, id, say('Hola'))]);
  });
  expect(tried).toMatchObject([{ reason: { code: '55P03' } }]);
});
