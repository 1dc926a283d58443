// Longer than most: each rule of who may read a file, held against reading the ticket itself.
import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import { actorFromToken, systemActor, type UserActor } from '@/lib/auth/actor';
import { changeUser } from '@/lib/people/commands';
import { db } from '@/lib/platform/db';
import { newId, toPublicId } from '@/lib/platform/ids';
import { mergeTicket } from '@/lib/tickets/commands/merge';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { splitTicket } from '@/lib/tickets/commands/split';
import { unmergeTicket } from '@/lib/tickets/commands/unmerge';
import { getTicket, ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeCaller, makeTicket } from '@/prisma/factories';
import { deleteUpload } from './commands/delete';
import { presentFile } from './present';
import { fileOf, thumbnailOf } from './queries/file';
import { getLinked, getReadable } from './queries/readable';

const into = (id: string) => toPublicId('support_ticket', id);

/** A whole file of somebody's that no message has. */
async function keep(owner: UserActor, filename = 'plano.txt'): Promise<string> {
  const id = newId();
  await db.query(
    sql`INSERT INTO uploads (id, owner_id, filename, type, size, received, sha256, whole_at)
        VALUES (${id}::uuid, ${owner.userId}::uuid, ${filename}, 'text/plain', 3, 3, ${randomBytes(32)}, now())`,
  );
  return toPublicId('attachment', id);
}

const keyOf = (publicId: string) => sql`(SELECT id FROM uploads WHERE id = ${uuidOf(publicId)}::uuid)`;
const uuids = new Map<string, string>();
const uuidOf = (publicId: string) => uuids.get(publicId) ?? '';

/** Puts a file into the message of a ticket that says `text`. */
async function attach(file: string, ticket: string, text: string): Promise<void> {
  const { id } = await getLinked(file);
  uuids.set(file, id);
  const rows = await db.query(
    sql`INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type, upload_id)
        SELECT ${newId()}::uuid, m.ticket_id, m.id, 0, h.filename, '/v2/attachments/' || ${file}::text || '/x', h.size, h.type, h.id
        FROM threads m, uploads h WHERE m.ticket_id = ${ticket}::uuid AND m.message = ${text} AND h.id = ${id}::uuid RETURNING 1`,
  );
  expect(rows).toHaveLength(1);
}

const say = (message: string, internal = false) => ({ message, attachments: [], internal });

/** Writes a message with a file in it. */
async function sayWith(actor: UserActor, ticket: string, text: string, internal = false): Promise<string> {
  const file = await keep(actor);
  await replyToTicket(actor, ticket, say(text, internal));
  await attach(file, ticket, text);
  return file;
}

async function file1(owner: UserActor, description: string): Promise<string> {
  return ticketKey((await makeTicket(owner, { description }))._id).id;
}

async function mayRead(actor: UserActor, file: string): Promise<boolean> {
  return getReadable(actor, file).then(
    () => true,
    (error) => {
      expect(error).toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
      return false;
    },
  );
}

/** Who of them may read a file, by name; of each the tickets that they can see must say the same. */
async function readers(file: string, people: Record<string, UserActor>, tickets: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, actor] of Object.entries(people)) {
    const seen = await Promise.all(tickets.map((id) => getTicket(actor, { id }).catch(() => null)));
    const isShown = seen.some((ticket) => ticket?.attachments.some(({ url }) => url.includes(file)));
    const isReadable = await mayRead(actor, file);
    expect(isReadable, `${name} reads it as their tickets show it`).toBe(isShown);
    if (isReadable) found.push(name);
  }
  return found;
}

async function people() {
  const [agent, admin, ana, beto, clara] = await Promise.all([
    makeActor('agent'),
    makeActor('admin'),
    makeActor('client'),
    makeActor('client'),
    makeActor('client'),
  ]);
  return { agent, admin, ana, beto, clara };
}

describe('a file that no message has', () => {
  test('is its owner’s alone, and Hilo’s', async () => {
    const { ana, beto, agent, admin } = await people();
    const file = await keep(ana);
    expect(await Promise.all([ana, beto, agent, admin].map((each) => mayRead(each, file)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(await getReadable(systemActor('test'), file)).toMatchObject({ filename: 'plano.txt', isUsed: false });
  });

  test.each([
    '',
    'x',
    'attachment_',
    'attachment_01h455vb4pex5vsknk084sn02q',
    'support_ticket_01h455vb4pex5vsknk084sn02q',
    "' OR true",
  ])('%j is none', async (id) => {
    const ana = await makeActor('client');
    await expect(getReadable(ana, id)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
    await expect(getLinked(id)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
  });

  test('is deleted by its owner, and by nobody else', async () => {
    const { ana, agent } = await people();
    const file = await keep(ana);
    await expect(deleteUpload(agent, file)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
    await deleteUpload(ana, file);
    expect(await mayRead(ana, file)).toBe(false);
    await expect(deleteUpload(ana, file)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
  });
});

describe('a file in a message', () => {
  test('is read by whoever reads the ticket', async () => {
    const all = await people();
    const ticket = await file1(all.ana, 'abre');
    expect(await readers(await sayWith(all.ana, ticket, 'de Ana'), all, [ticket])).toEqual(['agent', 'admin', 'ana']);
    const file = await sayWith(all.agent, ticket, 'del agente');
    expect(await readers(file, all, [ticket])).toEqual(['agent', 'admin', 'ana']);
    for (const each of [all.agent, all.ana])
      await expect(deleteUpload(each, file)).rejects.toMatchObject({ code: 'ATTACHMENT_IN_USE' });
    await expect(deleteUpload(all.beto, file)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
  });

  test('of a note is for staff, also where its owner is staff no longer', async () => {
    const all = await people();
    const ticket = await file1(all.ana, 'abre');
    const file = await sayWith(all.agent, ticket, 'entre nosotros', true);
    expect(await readers(file, all, [ticket])).toEqual(['agent', 'admin']);
    const { actor, token } = await makeCaller('agent');
    const own = await sayWith(actor, ticket, 'del que se va', true);
    await changeUser(all.admin, actor.userId, { role: 'client' });
    const now = await actorFromToken(token);
    if (!now) throw new Error('they are still here');
    expect(await mayRead(now, own)).toBe(false);
  });

  test('of a disabled client is still read by staff, and by a token of theirs no more', async () => {
    const { admin, agent } = await people();
    const { actor, token } = await makeCaller('client');
    const ticket = await file1(actor, 'abre');
    const file = await sayWith(actor, ticket, 'con archivo');
    await changeUser(admin, actor.userId, { disabled: true });
    expect(await actorFromToken(token)).toBeNull();
    expect(await mayRead(agent, file)).toBe(true);
  });

  test('in two messages is read by whoever reads one of them', async () => {
    const all = await people();
    const [ofAna, ofBeto] = [await file1(all.ana, 'abre Ana'), await file1(all.beto, 'abre Beto')];
    const file = await sayWith(all.agent, ofAna, 'guía', true);
    expect(await readers(file, all, [ofAna, ofBeto])).toEqual(['agent', 'admin']);
    await replyToTicket(all.agent, ofBeto, say('la guía'));
    await attach(file, ofBeto, 'la guía');
    expect(await readers(file, all, [ofAna, ofBeto])).toEqual(['agent', 'admin', 'beto']);
    await db.query(sql`DELETE FROM attachments WHERE upload_id = ${keyOf(file)} AND ticket_id = ${ofBeto}::uuid`);
    expect(await readers(file, all, [ofAna, ofBeto])).toEqual(['agent', 'admin']);
    // The last message gone, it is its owner's again.
    await db.query(sql`DELETE FROM attachments WHERE upload_id = ${keyOf(file)}`);
    expect(await Promise.all([all.agent, all.admin, all.ana].map((each) => mayRead(each, file)))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('goes along when its message becomes a ticket', async () => {
    const all = await people();
    const ticket = await file1(all.ana, 'abre');
    const file = await sayWith(all.ana, ticket, 'otra cosa');
    const { threads } = await getTicket(all.agent, { id: ticket });
    const thread = threads.find(({ message }) => message === 'otra cosa')?.id ?? '';
    const made = await splitTicket(all.agent, ticket, { thread: toPublicId('thread', thread), title: 'Aparte' });
    const { id } = ticketKey(made.ticket._id);
    await db.query(sql`DELETE FROM attachments WHERE ticket_id = ${ticket}::uuid`);
    expect(await readers(file, all, [ticket, id])).toEqual(['agent', 'admin', 'ana']);
  });
});

describe('files of merged tickets', () => {
  /** Beto's ticket merged into Ana's, each with a file of its client and one of the agent's from before. */
  async function merged() {
    const all = await people();
    const [target, source] = [await file1(all.ana, 'abre Ana'), await file1(all.beto, 'abre Beto')];
    const before = {
      ofAna: await sayWith(all.ana, target, 'de Ana'),
      ofBeto: await sayWith(all.beto, source, 'de Beto'),
      toAna: await sayWith(all.agent, target, 'antes, a Ana'),
      toBeto: await sayWith(all.agent, source, 'antes, a Beto'),
    };
    await mergeTicket(all.agent, source, into(target));
    return { all, target, source, before, both: [target, source] };
  }

  test('two clients’ show neither what is the other’s, nor what was answered before', async () => {
    const { all, before, both } = await merged();
    expect(await readers(before.ofAna, all, both)).toEqual(['agent', 'admin', 'ana']);
    expect(await readers(before.toAna, all, both)).toEqual(['agent', 'admin', 'ana']);
    expect(await readers(before.ofBeto, all, both)).toEqual(['agent', 'admin', 'beto']);
    expect(await readers(before.toBeto, all, both)).toEqual(['agent', 'admin', 'beto']);
  });

  test('two clients’ show both what is answered since, until it is undone', async () => {
    const { all, target, source, both } = await merged();
    const answer = await sayWith(all.agent, target, 'a los dos');
    const note = await sayWith(all.agent, target, 'entre nosotros', true);
    const more = await sayWith(all.ana, target, 'Ana otra vez');
    const late = await sayWith(all.beto, source, 'Beto otra vez');
    expect(await readers(answer, all, both)).toEqual(['agent', 'admin', 'ana', 'beto']);
    expect(await readers(note, all, both)).toEqual(['agent', 'admin']);
    expect(await readers(more, all, both)).toEqual(['agent', 'admin', 'ana']);
    expect(await readers(late, all, both)).toEqual(['agent', 'admin', 'beto']);
    await unmergeTicket(all.agent, source);
    expect(await readers(answer, all, both)).toEqual(['agent', 'admin', 'ana']);
    expect(await readers(late, all, both)).toEqual(['agent', 'admin', 'beto']);
  });

  test('one client’s go with both, in either direction', async () => {
    const all = await people();
    const [first, second] = [await file1(all.ana, 'uno'), await file1(all.ana, 'dos')];
    const files = [await sayWith(all.ana, first, 'en uno'), await sayWith(all.agent, second, 'en dos')];
    await mergeTicket(all.agent, first, into(second));
    for (const file of files) expect(await readers(file, all, [first, second])).toEqual(['agent', 'admin', 'ana']);
    await unmergeTicket(all.agent, first);
    await mergeTicket(all.agent, second, into(first));
    for (const file of files) expect(await readers(file, all, [first, second])).toEqual(['agent', 'admin', 'ana']);
  });

  test('in a chain each client reads as far as their own tickets reach', async () => {
    const all = await people();
    const [top, middle, low] = [
      await file1(all.ana, 'arriba'),
      await file1(all.beto, 'medio'),
      await file1(all.ana, 'abajo'),
    ];
    const [high, mid, deep] = [
      await sayWith(all.ana, top, 'f arriba'),
      await sayWith(all.beto, middle, 'f medio'),
      await sayWith(all.ana, low, 'f abajo'),
    ];
    await mergeTicket(all.agent, low, into(middle));
    const between = await sayWith(all.agent, middle, 'entre las dos');
    await mergeTicket(all.agent, middle, into(top));
    const tickets = [top, middle, low];
    expect(await readers(high, all, tickets)).toEqual(['agent', 'admin', 'ana']);
    expect(await readers(mid, all, tickets)).toEqual(['agent', 'admin', 'beto']);
    expect(await readers(deep, all, tickets)).toEqual(['agent', 'admin', 'ana']);
    expect(await readers(between, all, tickets)).toEqual(['agent', 'admin', 'ana', 'beto']);
    expect(await readers(await sayWith(all.agent, top, 'a todos'), all, tickets)).toEqual([
      'agent',
      'admin',
      'ana',
      'beto',
    ]);
  });
});

describe('what may be read of a file', () => {
  const set = (file: string, values: ReturnType<typeof sql>) =>
    getLinked(file).then(({ id }) => db.query(sql`UPDATE uploads SET ${values} WHERE id = ${id}::uuid`));

  test('its bytes under its name, to be shown as what they are', async () => {
    const ana = await makeActor('client');
    const file = await keep(ana, 'plano «final».txt');
    const row = await getReadable(ana, file);
    expect(fileOf(row, 'plano «final».txt')).toMatchObject({
      type: 'text/plain; charset=utf-8',
      isInline: true,
      size: 3,
    });
    for (const other of ['', 'plano', 'PLANO «FINAL».TXT', 'plano%20«final».txt'])
      expect(() => fileOf(row, other)).toThrow('ATTACHMENT_NOT_FOUND');
    expect(presentFile(row)).toMatchObject({
      _id: file,
      url: expect.stringMatching(/\/plano%20%C2%ABfinal%C2%BB\.txt$/),
      state: 'ready',
      link: { url: expect.stringMatching(/\.txt\?expires=\d+&signature=[\w-]{43}$/) },
    });
  });

  test.each([
    ['text/html', 'text/html', false],
    ['image/svg+xml', 'image/svg+xml', false],
    ['application/xml', 'application/xml', false],
    ['application/xhtml+xml', 'application/xhtml+xml', false],
    ['application/octet-stream', 'application/octet-stream', false],
    ['text/javascript', 'text/javascript', false],
    ['image/tiff', 'image/tiff', false],
    ['application/pdf', 'application/pdf', false],
    ['application/json', 'text/plain; charset=utf-8', true],
    ['text/csv', 'text/plain; charset=utf-8', true],
    ['IMAGE/PNG', 'image/png', true],
    ['audio/ogg; codecs=opus', 'audio/ogg', true],
    ['text/html\r\nx: y', 'application/octet-stream', false],
    ['', 'application/octet-stream', false],
  ])('%j is sent as %s', async (type, told, isInline) => {
    const ana = await makeActor('client');
    const file = await keep(ana);
    await set(file, sql`type = ${type}`);
    expect(fileOf(await getReadable(ana, file), 'plano.txt')).toMatchObject({ type: told, isInline });
  });

  test.each([
    [sql`scan = 'pending'`, 'ATTACHMENT_NOT_SCANNED', 'scanning'],
    [sql`scan = 'infected'`, 'ATTACHMENT_INFECTED', 'infected'],
    [sql`sha256 = NULL, whole_at = NULL, received = 1`, 'ATTACHMENT_NOT_FOUND', 'receiving'],
  ])('nothing, neither by a link nor by its owner (%#)', async (values, code, state) => {
    const ana = await makeActor('client');
    const file = await keep(ana);
    await set(file, sql`thumbnail = 'made'`);
    await set(file, values);
    for (const row of [await getReadable(ana, file), await getLinked(file)]) {
      expect(() => fileOf(row, 'plano.txt')).toThrow(code);
      await expect(thumbnailOf(row, 'plano.txt')).rejects.toThrow(code);
      expect(presentFile(row)).toMatchObject({ state, link: null });
    }
  });

  test('no thumbnail until it is made, and none under another name', async () => {
    const ana = await makeActor('client');
    const file = await keep(ana);
    for (const state of ['none', 'pending', 'failed']) {
      await set(file, sql`thumbnail = ${state}`);
      await expect(thumbnailOf(await getReadable(ana, file), 'plano.txt')).rejects.toMatchObject({
        code: 'ATTACHMENT_NOT_FOUND',
      });
    }
    await set(file, sql`thumbnail = 'made'`);
    await expect(thumbnailOf(await getReadable(ana, file), 'otro')).rejects.toMatchObject({
      code: 'ATTACHMENT_NOT_FOUND',
    });
    await expect(thumbnailOf(await getReadable(ana, file), 'plano.txt')).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
  });
});
