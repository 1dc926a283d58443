import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { applyMacro } from './commands/apply';
import { changeMacro, createMacro, deleteMacro } from './commands/keep';
import { presentMacro } from './present';
import { getMacro, listMacros } from './queries';
import { createMacroSchema, mostMacros } from './schema';

async function scene() {
  const [client, owner, colleague, admin] = await Promise.all([
    makeActor('client'),
    makeActor('agent', { name: 'Nuria' }),
    makeActor('agent'),
    makeActor('admin'),
  ]);
  return { client, owner, colleague, admin };
}

const input = (fields: object = {}) =>
  createMacroSchema.parse({ name: 'Saludo', body: 'Hola, {{client.name}}.', ...fields });

const namesOf = async (...args: Parameters<typeof listMacros>) => (await listMacros(...args)).map(({ name }) => name);

async function lastEvent(ticketId: string) {
  const [row] = await db.query<{ name: string; data: object }>(
    sql`SELECT name, data FROM events WHERE subject_id = ${ticketId}::uuid ORDER BY id DESC LIMIT 1`,
  );
  return row;
}

describe('whose a macro is', () => {
  test('one’s own is nobody else’s, not even an admin’s; a shared one is every agent’s', async () => {
    const { client, owner, colleague, admin } = await scene();
    const own = await createMacro(owner, input({ name: 'Propia' }));
    const shared = await createMacro(owner, input({ name: 'De todos', shared: true }));
    expect(await namesOf(owner)).toEqual(expect.arrayContaining(['Propia', 'De todos']));
    for (const other of [colleague, admin]) {
      expect(await namesOf(other)).toContain('De todos');
      expect(await namesOf(other)).not.toContain('Propia');
      await expect(getMacro(other, own.id)).rejects.toMatchObject({ code: 'MACRO_NOT_FOUND' });
      await expect(changeMacro(other, own.id, { name: 'x' })).rejects.toMatchObject({ code: 'MACRO_NOT_FOUND' });
      await expect(deleteMacro(other, own.id)).rejects.toMatchObject({ code: 'MACRO_NOT_FOUND' });
    }
    await expect(changeMacro(colleague, shared.id, { name: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(deleteMacro(colleague, shared.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await changeMacro(admin, shared.id, { name: 'De la casa' })).toMatchObject({ name: 'De la casa' });
    await expect(createMacro(client, input())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listMacros(client)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(getMacro(client, shared.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('an admin gives a shared one back to its owner alone, and is told so once', async () => {
    const { owner, admin } = await scene();
    const { id } = await createMacro(owner, input({ shared: true }));
    expect(await changeMacro(admin, id, { shared: false })).toMatchObject({ isShared: false, ownerId: owner.userId });
    await expect(getMacro(admin, id)).rejects.toMatchObject({ code: 'MACRO_NOT_FOUND' });
  });

  test('deleted, it is gone from every list and comes back as it was, for those who may', async () => {
    const { owner, colleague } = await scene();
    const made = await createMacro(owner, input({ name: 'Ida y vuelta', shared: true, actions: { priority: 'low' } }));
    await deleteMacro(owner, made.id);
    expect(await namesOf(owner)).not.toContain('Ida y vuelta');
    await expect(getMacro(owner, made.id)).rejects.toMatchObject({ code: 'MACRO_NOT_FOUND' });
    await expect(changeMacro(owner, made.id, { name: 'x' })).rejects.toMatchObject({ code: 'MACRO_NOT_FOUND' });
    await expect(changeMacro(colleague, made.id, { deleted: false })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const back = await changeMacro(owner, made.id, { deleted: false });
    expect(presentMacro(back)).toEqual({ ...presentMacro(made), updatedAt: back.updatedAt.toISOString() });
    expect(await namesOf(colleague)).toContain('Ida y vuelta');
  });

  test('nobody has more than the most; a deleted one makes room, and coming back takes it', async () => {
    const { owner } = await scene();
    await db.query(
      sql`INSERT INTO macros (id, owner_id, name, body) SELECT gen_random_uuid(), ${owner.userId}::uuid, 'n' || i, 'x'
          FROM generate_series(2, ${mostMacros}) i`,
    );
    const made = await createMacro(owner, input());
    await expect(createMacro(owner, input())).rejects.toMatchObject({ code: 'TOO_MANY_MACROS', status: 409 });
    await deleteMacro(owner, made.id);
    const [one, two] = await Promise.allSettled([createMacro(owner, input()), createMacro(owner, input())]);
    expect([one?.status, two?.status].sort()).toEqual(['fulfilled', 'rejected']);
    await expect(changeMacro(owner, made.id, { deleted: false })).rejects.toMatchObject({ code: 'TOO_MANY_MACROS' });
  });
});

describe('what a macro may be', () => {
  test('it says or does something, when made and when changed', async () => {
    const { owner } = await scene();
    const empty = { code: 'MACRO_EMPTY', status: 400 };
    await expect(createMacro(owner, input({ body: ' ' }))).rejects.toMatchObject(empty);
    await expect(createMacro(owner, input({ body: '', actions: { addTags: [] } }))).rejects.toMatchObject(empty);
    const { id } = await createMacro(owner, input({ body: null, actions: { status: 'pending', priority: null } }));
    expect((await getMacro(owner, id)).actions).toEqual({ status: 'pending' });
    await expect(changeMacro(owner, id, { actions: {} })).rejects.toMatchObject(empty);
    expect(await changeMacro(owner, id, { actions: {}, body: 'Hola' })).toMatchObject({ body: 'Hola', actions: {} });
  });

  test('it is for staff to have: clients and made-up people are no assignees', async () => {
    const { owner, client, colleague } = await scene();
    const give = (assignedTo: string) => createMacro(owner, input({ actions: { assignedTo } }));
    for (const wrong of ['nobody', toPublicId('client', client.userId), toPublicId('agent', client.userId), 'ME'])
      await expect(give(wrong)).rejects.toMatchObject({ code: 'INVALID_ASSIGNED_TO', status: 400 });
    for (const right of ['me', 'none', toPublicId('agent', colleague.userId)])
      expect((await give(right)).actions).toEqual({ assignedTo: right });
  });

  test.each([
    [{ status: 'resolved' }, 'RESOLUTION_REQUIRED'],
    [{ status: 'resolved', resolution: 'Hola, {{client.name}}' }, 'INVALID_RESOLUTION'],
    [{ status: 'lost' }, 'INVALID_STATUS'],
    ['close it', 'INVALID_ACTIONS'],
  ])('%j is refused: %s', (actions, code) => {
    const { error } = createMacroSchema.safeParse({ name: 'x', actions });
    expect(error?.issues.map(({ message }) => message)).toEqual([code]);
  });
});

describe('using a macro', () => {
  test('does all of it in one change, one event that names the macro, and counts', async () => {
    const { client, owner, colleague } = await scene();
    const filed = await makeTicket(client, { tags: ['Triage', 'api'] });
    const { id } = ticketKey(filed._id);
    const macro = await createMacro(
      owner,
      input({
        name: 'Esperar registros',
        shared: true,
        actions: {
          status: 'pending',
          priority: 'low',
          category: 'account',
          addTags: ['registros', 'API'],
          removeTags: ['triage'],
          assignedTo: 'me',
        },
      }),
    );
    const { ticket, etag } = await applyMacro(colleague, { ticket: id, macro: macro.id }, { ifMatch: '"1.0"' });
    expect(etag).toBe('"2.0"');
    expect(ticket).toMatchObject({
      status: 'pending',
      priority: 'low',
      category: 'account',
      tags: ['api', 'registros'],
      assignedTo: toPublicId('agent', colleague.userId),
    });
    const event = await lastEvent(id);
    expect(event).toMatchObject({
      name: 'ticket.changed',
      data: {
        changes: { status: { from: 'open', to: 'pending' }, tags: { to: ['api', 'registros'] } },
        macro: { id: toPublicId('macro', macro.id), name: 'Esperar registros' },
      },
    });
    const used = await getMacro(owner, macro.id);
    expect(used.useCount).toBe(1);
    expect(used.lastUsedAt).toBeInstanceOf(Date);
    expect(used.updatedAt).toEqual(macro.updatedAt);
  });

  test('one that only has text changes nothing and counts', async () => {
    const { client, owner } = await scene();
    const { id } = ticketKey((await makeTicket(client))._id);
    const macro = await createMacro(owner, input());
    const before = await lastEvent(id);
    expect((await applyMacro(owner, { ticket: id, macro: macro.id })).etag).toBe('"1.0"');
    expect(await lastEvent(id)).toEqual(before);
    expect((await getMacro(owner, macro.id)).useCount).toBe(1);
  });

  test('resolves with the sentence that it brings', async () => {
    const { client, owner } = await scene();
    const { id } = ticketKey((await makeTicket(client))._id);
    const actions = { status: 'resolved', resolution: 'Se activó el permiso.' };
    const macro = await createMacro(owner, input({ actions }));
    expect((await applyMacro(owner, { ticket: id, macro: macro.id })).ticket).toMatchObject(actions);
    expect((await lastEvent(id))?.name).toBe('ticket.resolved');
  });

  test('what is refused is not done and not counted', async () => {
    const { client, owner, colleague } = await scene();
    const filed = await makeTicket(client, { tags: Array.from({ length: 20 }, (_, index) => `t${index}`) });
    const keys = (macro: string) => ({ ticket: ticketKey(filed._id).id, macro });
    const tagging = await createMacro(owner, input({ actions: { addTags: ['uno más'], priority: 'low' } }));
    await expect(applyMacro(owner, keys(tagging.id))).rejects.toMatchObject({ code: 'INVALID_TAGS', status: 400 });
    await expect(applyMacro(owner, keys(tagging.id), { ifMatch: '"9.9"' })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    const waiting = await createMacro(owner, input({ actions: { status: 'pending' } }));
    await changeTicket(owner, ticketKey(filed._id).id, { status: 'closed' });
    await expect(applyMacro(owner, keys(waiting.id))).rejects.toMatchObject({ code: 'TICKET_CLOSED' });
    for (const actor of [colleague, client])
      await expect(applyMacro(actor, keys(waiting.id))).rejects.toMatchObject({
        code: actor === client ? 'FORBIDDEN' : 'MACRO_NOT_FOUND',
      });
    for (const { id } of [tagging, waiting]) expect((await getMacro(owner, id)).useCount).toBe(0);
  });

  test('twenty at once are twenty uses', async () => {
    const { client, owner } = await scene();
    const { id } = ticketKey((await makeTicket(client))._id);
    const macro = await createMacro(owner, input({ actions: { priority: 'urgent' } }));
    await Promise.all(Array.from({ length: 20 }, () => applyMacro(owner, { ticket: id, macro: macro.id })));
    expect((await getMacro(owner, macro.id)).useCount).toBe(20);
  });
});
