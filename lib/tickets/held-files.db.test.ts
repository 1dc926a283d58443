import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keepUpload } from '@/lib/attachments/commands/keep';
import { removeUpload } from '@/lib/attachments/commands/remove';
import { presentKept } from '@/lib/attachments/present';
import type { UserActor } from '@/lib/auth/actor';
import { putIntoOutbox } from '@/lib/outbox/commands/put';
import { sendDue } from '@/lib/outbox/commands/send';
import { takeBack } from '@/lib/outbox/commands/take-back';
import { listOutbox, outgoingKey } from '@/lib/outbox/queries';
import { putIntoOutboxSchema } from '@/lib/outbox/schema';
import { db } from '@/lib/platform/db';
import { env, putEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { toPublicId } from '@/lib/platform/ids';
import { makeActor, makeTicket, ticketInput } from '@/prisma/factories';
import { createTicket } from './commands/create';
import { replyToTicket } from './commands/reply';
import { splitTicket } from './commands/split';
import { presentTicket } from './present';
import { getTicket, ticketKey } from './queries/find';
import type { AttachmentLink } from './schema';

let client: UserActor;
let agent: UserActor;

beforeEach(async () => {
  putEnv({ HILO_UPLOAD_MESSAGE_MAX: '1000' });
  [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
});
afterEach(() => vi.restoreAllMocks());

async function upload(by: UserActor, text = 'hola', filename = 'nota.txt') {
  const source = (async function* () {
    yield Buffer.from(text);
  })();
  const made = await keepUpload(by, source, { filename });
  return { id: made.id, file: presentKept(made) };
}

const link: AttachmentLink = { filename: 'a.txt', url: 'https://files.example/a.txt', size: 3, type: 'text/plain' };
const file = (url: string): AttachmentLink => ({ ...link, url });

const ticketWith = (by: UserActor, attachments: AttachmentLink[], idempotencyKey?: string) =>
  createTicket(by, ticketInput({ attachments }), { idempotencyKey });

/** The problems of a refusal, as `path code`. */
const problemsOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return (error.options.problems ?? []).map(({ path, field, code }) => `${path ?? field} ${code}`);
    },
  );

const ticketsOf = async (actor: UserActor) =>
  (await db.query(sql`SELECT 1 FROM tickets WHERE client_id = ${actor.userId}::uuid`)).length;

describe('a ticket with a file that Hilo holds', () => {
  test('has it as it was found, whatever was said of it', async () => {
    const { id, file: held } = await upload(client, 'col1,col2\n', 'tabla.csv');
    const lies = { ...held, filename: 'otro.exe', size: 9_999_999, type: 'image/png' };
    const { ticket } = await ticketWith(client, [link, lies]);
    expect(ticket.attachments).toEqual([link, held]);
    expect(held).toMatchObject({ filename: 'tabla.csv', size: 10, type: 'text/csv' });
    expect(presentTicket(await getTicket(client, ticketKey(ticket._id))).attachments).toEqual([link, held]);
    const rows = await db.query(sql`SELECT url, upload_id FROM attachments WHERE upload_id = ${id}::uuid`);
    expect(rows).toEqual([{ url: new URL(held.url).pathname, upload_id: id }]);
  });

  test('may have it again, under any name in the address, and twice', async () => {
    const { file: held } = await upload(client);
    const bare = held.url.replace(/[^/]+$/, 'otro%20nombre.exe');
    expect((await ticketWith(client, [file(bare), held])).ticket.attachments).toEqual([held, held]);
    expect((await ticketWith(client, [held])).ticket.attachments).toEqual([held]);
  });

  test('costs a question only where there is one', async () => {
    const asked = vi.spyOn(db, 'query');
    await ticketWith(client, []);
    const without = asked.mock.calls.map(([statement, name]) => [name, statement.text]);
    asked.mockClear();
    await ticketWith(client, [link, link]);
    expect(asked.mock.calls.map(([statement, name]) => [name, statement.text])).toEqual(without);
    asked.mockClear();
    await ticketWith(client, [(await upload(client)).file, (await upload(client)).file]);
    const names = asked.mock.calls.map(([, name]) => name);
    expect(names.filter((name) => name === 'usable_uploads')).toHaveLength(1);
  });

  test('is refused with what is not the caller’s to use, all of it told, and nothing is written', async () => {
    const [own, foreign, staffs, half, infected] = await Promise.all([
      upload(client),
      upload(await makeActor('client')),
      upload(agent),
      upload(client),
      upload(client),
    ]);
    await db.query(sql`UPDATE uploads SET sha256 = NULL, whole_at = NULL WHERE id = ${half.id}::uuid`);
    await db.query(sql`UPDATE uploads SET scan = 'infected' WHERE id = ${infected.id}::uuid`);
    const absent = `${env().HILO_URL}/v2/attachments/${toPublicId('attachment', crypto.randomUUID())}/a.txt`;
    const elsewhere = 'http://other.example/v2/attachments/attachment_01h455vb4pex5vsknk084sn02q/a.txt';
    const noId = `${env().HILO_URL}/v2/attachments/attachment_zzzzzzzzzzzzzzzzzzzzzzzzzz/a.txt`;
    const files = [foreign.file, own.file, staffs.file, half.file, infected.file, link].concat(
      [absent, elsewhere, noId].map(file),
    );
    const wrong = [0, 2, 3, 4, 6, 7, 8].map((at) => `attachments.${at}.url INVALID_ATTACHMENTS`);
    expect(await problemsOf(ticketWith(client, files))).toEqual(wrong);
    expect(await ticketsOf(client)).toBe(0);
    // Nor does staff's standing let them use what a client sent.
    expect(await problemsOf(ticketWith(agent, [own.file]))).toEqual(['attachments.0.url INVALID_ATTACHMENTS']);
    // An address of another Hilo's is a link like any other.
    const theirs = file(elsewhere.replace('http:', 'https:'));
    expect((await ticketWith(client, [theirs])).ticket.attachments).toEqual([theirs]);
  });

  test('is refused when its files are too large in all; links weigh nothing', async () => {
    const [one, other] = await Promise.all([upload(client, 'x'.repeat(600)), upload(client, 'y'.repeat(401))]);
    expect(await problemsOf(ticketWith(client, [one.file, other.file]))).toEqual(['attachments ATTACHMENTS_TOO_LARGE']);
    await ticketWith(client, [one.file, { ...link, size: 10 ** 9 }]);
  });

  test('is answered again as it was, though nobody may use the file any more', async () => {
    const { id, file: held } = await upload(client);
    const lies = { ...held, filename: 'otro.txt' };
    const first = await ticketWith(client, [lies, link], 'clave');
    await db.query(sql`UPDATE uploads SET scan = 'infected' WHERE id = ${id}::uuid`);
    const again = await ticketWith(client, [lies, link], 'clave');
    expect(again).toEqual({ ...first, isReplayed: true });
    expect(again.ticket.attachments).toEqual([held, link]);
    const other = createTicket(client, ticketInput({ attachments: [lies] }), { idempotencyKey: 'clave' });
    await expect(other).rejects.toThrow('IDEMPOTENCY_KEY_MISMATCH');
  });

  test('makes no client of an integration whose file is refused', async () => {
    const integration = { ...agent, isIntegration: true };
    const email = `nueva-${crypto.randomUUID()}@test.example`;
    const { file: foreign } = await upload(client);
    const input = ticketInput({ attachments: [foreign], client: { email } });
    expect(await problemsOf(createTicket(integration, input))).toEqual(['attachments.0.url INVALID_ATTACHMENTS']);
    expect(await db.query(sql`SELECT 1 FROM users WHERE email = ${email}`)).toEqual([]);
    const { file: own } = await upload(agent);
    const { ticket } = await createTicket(integration, { ...input, attachments: [own] });
    expect(ticket.attachments).toEqual([own]);
  });
});

describe('a reply', () => {
  const say = (attachments: AttachmentLink[], internal = false) => ({ message: 'Adjunto.', attachments, internal });

  test('of client or agent has its author’s own files alone', async () => {
    const { id } = ticketKey((await makeTicket(client))._id);
    const [theirs, ours] = await Promise.all([upload(client), upload(agent)]);
    const { ticket } = await replyToTicket(client, id, say([{ ...theirs.file, size: 1 }]), { idempotencyKey: 'k' });
    expect(ticket.attachments).toEqual([theirs.file]);
    const again = await replyToTicket(client, id, say([{ ...theirs.file, size: 1 }]), { idempotencyKey: 'k' });
    expect(again).toEqual({ ticket, etag: again.etag, isReplayed: true });
    for (const internal of [false, true])
      expect(await problemsOf(replyToTicket(agent, id, say([link, theirs.file], internal)))).toEqual([
        'attachments.1.url INVALID_ATTACHMENTS',
      ]);
    const noted = await replyToTicket(agent, id, say([ours.file], true));
    expect(noted.ticket.threads?.at(-1)).toMatchObject({ internal: true, attachments: [ours.file] });
    expect(presentTicket(await getTicket(client, { id })).attachments).toEqual([theirs.file]);
  });

  test('whose file is removed at the same moment has it, or is not written', async () => {
    const { id } = ticketKey((await makeTicket(client))._id);
    for (let round = 0; round < 10; round++) {
      const held = await upload(client, `hola ${round}`);
      const [said, isRemoved] = await Promise.allSettled([
        replyToTicket(client, id, say([held.file])),
        removeUpload(held.id, sql`true`),
      ]);
      expect(isRemoved).toEqual({ status: 'fulfilled', value: said.status === 'rejected' });
      if (said.status === 'rejected') expect(said.reason.code).toBe('INVALID_ATTACHMENTS');
    }
  });
});

describe('a reply on its way', () => {
  const put = async (id: string, attachments: AttachmentLink[], delay = 60) =>
    (await putIntoOutbox(agent, id, putIntoOutboxSchema.parse({ message: 'Va el plano.', attachments, delay })))
      .outgoing;
  const letPass = (id: string) =>
    db.query(sql`UPDATE outgoing_replies SET send_at = now() - interval '1 minute' WHERE id = ${id}::uuid`);

  test('shows its files as they will be, and brings them when it is sent', async () => {
    const { id } = ticketKey((await makeTicket(client))._id);
    const { file: held } = await upload(agent);
    const outgoing = await put(id, [{ ...held, filename: 'otro.exe' }, link]);
    expect(outgoing.attachments).toEqual([held, link]);
    const key = outgoingKey(outgoing._id);
    await letPass(key);
    expect(await sendDue(key)).toBe(true);
    expect(presentTicket(await getTicket(client, { id })).attachments).toEqual([held, link]);
    const now = await put(id, [held], 0);
    expect(now).toMatchObject({ state: 'sent', attachments: [held] });
  });

  test('is refused at once with somebody else’s file', async () => {
    const { id } = ticketKey((await makeTicket(client))._id);
    const { file: theirs } = await upload(client);
    expect(await problemsOf(put(id, [theirs]))).toEqual(['attachments.0.url INVALID_ATTACHMENTS']);
    expect(await listOutbox(agent)).toEqual([]);
  });

  test('whose file is gone is kept and says so, and goes without it', async () => {
    const { id } = ticketKey((await makeTicket(client))._id);
    const held = await upload(agent);
    const outgoing = await put(id, [held.file]);
    const key = outgoingKey(outgoing._id);
    await removeUpload(held.id, sql`true`);
    await letPass(key);
    expect(await sendDue(key)).toBe(true);
    expect(await listOutbox(agent)).toMatchObject([{ id: key, state: 'failed', problem: 'INVALID_ATTACHMENTS' }]);
    const { draft } = await takeBack(agent, key);
    expect(draft).toMatchObject({ message: 'Va el plano.', attachments: [held.file] });
    expect(await put(id, [], 0)).toMatchObject({ state: 'sent' });
    expect((await getTicket(client, { id })).threads.some((each) => each.message === 'Va el plano.')).toBe(true);
  });
});

test('a ticket that is split off holds the message’s files too, and the file stays for as long as one of both', async () => {
  const held = await upload(client);
  const { ticket } = await ticketWith(client, [held.file, link]);
  const { id } = ticketKey(ticket._id);
  const [opening] = (await getTicket(agent, { id })).threads;
  const thread = toPublicId('thread', opening?.id ?? '');
  const split = await splitTicket(agent, id, { thread, title: 'Aparte', priority: undefined, category: undefined });
  expect(split.ticket.attachments).toEqual([held.file, link]);
  const rows = () => db.query(sql`SELECT 1 FROM attachments WHERE upload_id = ${held.id}::uuid`);
  expect(await rows()).toHaveLength(2);
  await db.query(sql`DELETE FROM attachments WHERE upload_id = ${held.id}::uuid AND ticket_id = ${id}::uuid`);
  expect(await removeUpload(held.id, sql`true`)).toBe(false);
  await db.query(sql`DELETE FROM attachments WHERE upload_id = ${held.id}::uuid`);
  expect(await removeUpload(held.id, sql`true`)).toBe(true);
});
