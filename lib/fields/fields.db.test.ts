// Longer than most: who may make fields, who may fill them in, and who may know of them.
import sql from 'sql-template-tag';
import { beforeEach, describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { feedStart } from '@/lib/events/place';
import { presentEvent } from '@/lib/events/present';
import { listEvents } from '@/lib/events/queries';
import { db } from '@/lib/platform/db';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { changeTicket } from '@/lib/tickets/commands/change';
import { createTicket } from '@/lib/tickets/commands/create';
import { presentTicket, ticketEtag } from '@/lib/tickets/present';
import { getTicket, ticketKey } from '@/lib/tickets/queries/find';
import { listTickets } from '@/lib/tickets/queries/list';
import { createTicketSchema } from '@/lib/tickets/schema';
import { makeActor, makeTicket, ticketInput } from '@/prisma/factories';
import { changeField, deleteField } from './commands/change';
import { createField } from './commands/create';
import { listFields } from './queries';
import type { CreateField, SentFields } from './schema';

let client: UserActor;
let agent: UserActor;
let admin: UserActor;

const field = (key: string, fields: Partial<CreateField> = {}): CreateField => ({
  key,
  label: `Campo ${key}`,
  kind: 'text',
  choices: [],
  forClients: false,
  required: false,
  ...fields,
});

const make = (key: string, fields?: Partial<CreateField>) => createField(admin, field(key, fields));
const file = async (by: UserActor, fields: SentFields) => (await makeTicket(by, { fields }))._id;
const read = async (by: UserActor, id: string) => presentTicket(await getTicket(by, ticketKey(id)));
const change = (by: UserActor, id: string, fields: SentFields) => changeTicket(by, ticketKey(id).id, { fields });
const refused = (...keys: string[]) => ({
  code: 'INVALID_FIELDS',
  options: { problems: keys.map((key) => ({ field: 'fields', code: 'INVALID_FIELDS', path: `fields.${key}` })) },
});

beforeEach(async () => {
  await db.query(sql`DELETE FROM custom_fields`);
  [client, agent, admin] = await Promise.all([makeActor('client'), makeActor('agent'), makeActor('admin')]);
});

describe('fields', () => {
  test('are an admin’s to make, change and delete', async () => {
    const { id } = await make('region');
    for (const actor of [client, agent]) {
      await expect(createField(actor, field('x'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(changeField(actor, id, { label: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(deleteField(actor, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('have a key of their own, choices where they choose, and an end', async () => {
    await make('region', { kind: 'choice', choices: ['Norte'] });
    await expect(make('region')).rejects.toMatchObject({ code: 'KEY_TAKEN', status: 409 });
    await expect(make('other', { kind: 'choice' })).rejects.toMatchObject({ code: 'CHOICES_REQUIRED' });
    const twice = await Promise.allSettled([make('same'), make('same')]);
    expect(twice.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    for (let index = 2; index < 30; index++) await make(`f${index}`);
    await expect(make('more')).rejects.toMatchObject({ code: 'TOO_MANY_FIELDS' });
  });

  test('stand in an order that can be changed', async () => {
    const ids = [];
    for (const key of ['a', 'b', 'c', 'd']) ids.push((await make(key)).id);
    await changeField(admin, ids[1] ?? '', { archived: true });
    await changeField(admin, ids[3] ?? '', { place: 0 });
    await changeField(admin, ids[0] ?? '', { place: 30 });
    const order = async () => (await listFields(agent)).map(({ key, archived }) => (archived ? `(${key})` : key));
    expect(await order()).toEqual(['d', 'c', 'a', '(b)']);
    await changeField(admin, ids[1] ?? '', { archived: false, place: 1 });
    expect(await order()).toEqual(['d', 'b', 'c', 'a']);
  });

  test('keep their key and kind; what is not for clients asks nothing of them', async () => {
    const { id } = await make('region', { kind: 'choice', choices: ['Norte'], forClients: true, required: true });
    expect(await changeField(admin, id, { label: 'Zona', choices: ['Norte', 'Sur'] })).toMatchObject({
      key: 'region',
      label: 'Zona',
      choices: ['Norte', 'Sur'],
      required: true,
    });
    await expect(changeField(admin, id, { choices: [] })).rejects.toMatchObject({ code: 'CHOICES_REQUIRED' });
    expect(await changeField(admin, id, { forClients: false })).toMatchObject({ forClients: false, required: false });
    expect(await make('own', { required: true, choices: ['x'] })).toMatchObject({ required: false, choices: [] });
  });

  test('are deleted, or archived where tickets have values', async () => {
    const [used, unused] = [await make('used'), await make('unused')];
    await file(agent, { used: 'x' });
    expect(await deleteField(admin, unused.id)).toBeNull();
    expect(await deleteField(admin, used.id)).toMatchObject({ key: 'used', archived: true });
    expect((await listFields(agent)).map(({ key }) => key)).toEqual(['used']);
    await expect(deleteField(admin, unused.id)).rejects.toMatchObject({ code: 'FIELD_NOT_FOUND' });
    await expect(changeField(admin, unused.id, {})).rejects.toMatchObject({ code: 'FIELD_NOT_FOUND' });
  });

  test('that are the desk’s own, or archived, no client knows of', async () => {
    await make('own');
    await make('theirs', { forClients: true });
    const old = await make('old', { forClients: true });
    await changeField(admin, old.id, { archived: true });
    expect((await listFields(client)).map(({ key }) => key)).toEqual(['theirs']);
    expect((await listFields(agent)).map(({ key }) => key)).toEqual(['own', 'theirs', 'old']);
  });
});

describe('filing', () => {
  test('keeps values, and says what it kept', async () => {
    await make('region', { kind: 'choice', choices: ['Norte', 'Sur'], forClients: true });
    await make('amount', { kind: 'number', forClients: true });
    const id = await file(client, { region: 'Sur', amount: '12,5' });
    expect((await read(client, id)).fields).toEqual({ region: 'Sur', amount: 12.5 });
    expect((await read(agent, id)).fields).toEqual({ region: 'Sur', amount: 12.5 });
    const { ticket } = await createTicket(client, ticketInput({ fields: { region: 'Norte' } }));
    expect(Object.entries(ticket).at(-1)).toEqual(['fields', { region: 'Norte' }]);
  });

  test('without any is as ever, also of what it answers', async () => {
    await make('region', { forClients: true, required: true });
    const none: (SentFields | null | undefined)[] = [undefined, null, {}, { region: '' }];
    for (const fields of none) {
      const id = await makeTicket(client, { fields });
      expect(id).not.toHaveProperty('fields');
      expect(await read(client, id._id)).not.toHaveProperty('fields');
      expect(await read(agent, id._id)).not.toHaveProperty('fields');
    }
  });

  test('refuses what is unknown or wrong by its place, and makes nothing', async () => {
    await make('amount', { kind: 'number', forClients: true });
    await make('own');
    const wrong = file(client, { amount: 'mucho', own: 'x', nothing: 1 });
    await expect(wrong).rejects.toMatchObject(refused('amount', 'own', 'nothing'));
    expect((await listTickets(client, {}, { limit: 9 })).rows).toEqual([]);
  });

  test('takes from an external system what the two documents say, whatever the form requires', async () => {
    await make('region', { forClients: true, required: true });
    const bySession: UserActor = { ...client, via: 'session' };
    await expect(makeTicket(bySession)).rejects.toMatchObject(refused('region'));
    expect(await makeTicket(bySession, { fields: { region: 'x' } })).toMatchObject({ fields: { region: 'x' } });
    expect(await makeTicket(client)).toMatchObject({ status: 'open' });
  });

  test('a retry with the same key is answered the same', async () => {
    await make('amount', { kind: 'number', forClients: true });
    const idempotencyKey = crypto.randomUUID();
    const input = ticketInput({ fields: { amount: '7' } });
    const first = await createTicket(client, input, { idempotencyKey });
    expect(await createTicket(client, input, { idempotencyKey })).toEqual({ ticket: first.ticket, isReplayed: true });
    const other = createTicket(client, ticketInput({ fields: { amount: '8' } }), { idempotencyKey });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_MISMATCH' });
  });

  test.each([[5], ['x'], [['x']], [{ a: true }], [{ a: {} }], [{ ['x'.repeat(101)]: 'x' }]])(
    '%j is no fields',
    (fields) => {
      const parsed = createTicketSchema.safeParse({ ...ticketInput(), fields });
      expect(parsed.error?.issues.map((issue) => issue.message)).toContain('INVALID_FIELDS');
    },
  );
});

describe('changing', () => {
  test('is staff’s alone, and leaves what is not named', async () => {
    await make('a', { forClients: true });
    await make('b', { forClients: true });
    const id = await file(client, { a: '1', b: '2' });
    await expect(change(client, id, { a: '3' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await change(agent, id, { a: '3' });
    expect((await read(client, id)).fields).toEqual({ a: '3', b: '2' });
    await change(agent, id, { a: null, b: ' ' });
    expect(await read(agent, id)).not.toHaveProperty('fields');
    await expect(change(agent, id, { c: 'x' })).rejects.toMatchObject(refused('c'));
  });

  test('of what clients may know moves what they see, and tells them', async () => {
    await make('a', { forClients: true });
    const id = await file(client, { a: '1' });
    const before = await getTicket(client, ticketKey(id));
    await change(agent, id, { a: '2' });
    const after = await getTicket(client, ticketKey(id));
    expect(ticketEtag(after, false)).not.toBe(ticketEtag(before, false));
    await untilFeedIsComplete();
    const { rows } = await listEvents(client, { after: feedStart, limit: 9 });
    expect(rows.map((row) => presentEvent(row).changes)).toEqual([undefined, { 'fields.a': { from: '1', to: '2' } }]);
  });

  test('of the desk’s own moves nothing that a client sees, and tells none', async () => {
    await make('a', { forClients: true });
    await make('own', { kind: 'number' });
    const id = await file(client, {});
    const before = await getTicket(client, ticketKey(id));
    await change(agent, id, { own: 5 });
    const after = await getTicket(client, ticketKey(id));
    expect({ ...after, noteVersion: 0 }).toEqual({ ...before, noteVersion: 0 });
    expect(ticketEtag(after, false)).toBe(ticketEtag(before, false));
    expect((await read(agent, id)).fields).toEqual({ own: 5 });
    expect(ticketEtag(await getTicket(agent, ticketKey(id)), true)).not.toBe(ticketEtag(before, true));
    // Both at once: each hears of their own.
    await changeTicket(agent, ticketKey(id).id, { priority: 'low', fields: { own: 6, a: 'x' } });
    await untilFeedIsComplete();
    const told = async (by: UserActor) =>
      (await listEvents(by, { after: feedStart, limit: 100 })).rows.flatMap((row) =>
        row.ticketId === ticketKey(id).id ? [presentEvent(row).changes ?? row.type] : [],
      );
    const open = [{ priority: { from: 'high', to: 'low' } }, { 'fields.a': { from: null, to: 'x' } }];
    expect(await told(client)).toEqual(['ticket.created', ...open]);
    expect(await told(agent)).toEqual([
      'ticket.created',
      { 'fields.own': { from: null, to: 5 } },
      ...open,
      { 'fields.own': { from: 5, to: 6 } },
    ]);
  });

  test('to the same value is no change', async () => {
    await make('a', { forClients: true });
    const id = await file(client, { a: '1' });
    const before = await getTicket(agent, ticketKey(id));
    await change(agent, id, { a: ' 1 ' });
    expect(await getTicket(agent, ticketKey(id))).toEqual(before);
  });

  test('a field out of use takes its values from clients, and can only be emptied', async () => {
    const { id: fieldId } = await make('a', { forClients: true });
    const id = await file(client, { a: '1' });
    await changeField(admin, fieldId, { archived: true });
    expect(await read(client, id)).not.toHaveProperty('fields');
    expect((await read(agent, id)).fields).toEqual({ a: '1' });
    await expect(change(agent, id, { a: '2' })).rejects.toMatchObject(refused('a'));
    await expect(file(client, { a: '2' })).rejects.toMatchObject(refused('a'));
    const before = await getTicket(client, ticketKey(id));
    await change(agent, id, { a: null });
    expect(await read(agent, id)).not.toHaveProperty('fields');
    expect((await getTicket(client, ticketKey(id))).version).toBe(before.version);
  });
});
