import { expect, test } from 'vitest';
import { db, prisma } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/queue';
import { startWorker } from '@/lib/worker/worker';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeTicket } from './commands/change';
import { mergeTicket } from './commands/merge';
import { replyToTicket } from './commands/reply';
import { wakeDue, wakeIfDue } from './commands/wake';
import { findTicket, ticketKey } from './queries/find';

const soon = () => new Date(Date.now() + 3_600_000);

async function scene() {
  const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
  const { id } = ticketKey((await makeTicket(client))._id);
  return { client, agent, id };
}

const until = async (id: string) => (await prisma.ticket.findUniqueOrThrow({ where: { id } })).snoozedUntil;

/** As if the time had come. */
const makeDue = (id: string) =>
  prisma.ticket.update({ where: { id }, data: { snoozedUntil: new Date(Date.now() - 1_000) } });

async function lastEvent(subjectId: string) {
  const event = await prisma.event.findFirstOrThrow({ where: { subjectId }, orderBy: { id: 'desc' } });
  return { name: event.name, isInternal: event.isInternal, actorId: event.actorId };
}

test('a snooze is for those who work here: the client sees neither it nor that anything changed', async () => {
  const { client, agent, id } = await scene();
  const before = await findTicket(client, { id });
  const at = soon();
  await changeTicket(agent, id, { snoozedUntil: at });
  expect(await until(id)).toEqual(at);
  expect(await lastEvent(id)).toEqual({ name: 'ticket.changed', isInternal: true, actorId: agent.userId });
  expect(await findTicket(client, { id })).toEqual({ ...before, noteVersion: 1 });
  for (const snoozedUntil of [at, null])
    await expect(changeTicket(client, id, { snoozedUntil })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('it wakes at its time, once, and not before', async () => {
  const { agent, id } = await scene();
  await changeTicket(agent, id, { snoozedUntil: soon() });
  expect(await wakeIfDue(id)).toBe(false);
  await makeDue(id);
  expect((await Promise.all([wakeIfDue(id), wakeIfDue(id), wakeIfDue(id)])).filter(Boolean)).toHaveLength(1);
  expect(await until(id)).toBeNull();
  expect(await lastEvent(id)).toEqual({ name: 'ticket.woken', isInternal: true, actorId: null });
});

test('a worker wakes it at its time, and the sweep finds one whose job was lost', async () => {
  const { agent, id } = await scene();
  const other = await scene();
  await changeTicket(agent, id, { snoozedUntil: new Date(Date.now() + 300) });
  const worker = await startWorker();
  try {
    await expect.poll(() => until(id), { timeout: 20_000 }).toBeNull();
    await changeTicket(other.agent, other.id, { snoozedUntil: soon() });
    await makeDue(other.id);
    await enqueue(db, 'tickets.wakeDue', {});
    await expect.poll(() => until(other.id), { timeout: 20_000 }).toBeNull();
  } finally {
    await worker.stop();
  }
  expect(await wakeDue()).toBe(0);
});

test('the client’s reply wakes it at once; an agent’s reply and a note do not', async () => {
  const { client, agent, id } = await scene();
  await changeTicket(agent, id, { snoozedUntil: soon() });
  const say = { message: 'Sigo aquí.', attachments: [], internal: false };
  await replyToTicket(agent, id, say);
  await replyToTicket(agent, id, { ...say, internal: true });
  expect(await until(id)).not.toBeNull();
  await replyToTicket(client, id, say);
  expect(await until(id)).toBeNull();
  expect(await lastEvent(id)).toEqual({ name: 'ticket.woken', isInternal: true, actorId: client.userId });
});

test('one that was merged since has nothing to wake', async () => {
  const { client, agent, id } = await scene();
  await changeTicket(agent, id, { snoozedUntil: soon() });
  await mergeTicket(agent, id, (await makeTicket(client))._id);
  expect(await wakeIfDue(id)).toBe(false);
});

test('only what is active can be put off, and what is done waits for nothing', async () => {
  const { agent, id } = await scene();
  await changeTicket(agent, id, { snoozedUntil: soon() });
  await changeTicket(agent, id, { status: 'resolved', resolution: 'Ya funciona.' });
  expect(await until(id)).toBeNull();
  const late = changeTicket(agent, id, { snoozedUntil: soon() });
  await expect(late).rejects.toMatchObject({ code: 'TICKET_NOT_ACTIVE', status: 409 });
  await changeTicket(agent, id, { status: 'open', snoozedUntil: soon() });
  expect(await until(id)).not.toBeNull();
});

test('put off further, the first time passes by', async () => {
  const { agent, id } = await scene();
  await changeTicket(agent, id, { snoozedUntil: new Date(Date.now() + 60_000) });
  const later = soon();
  await changeTicket(agent, id, { snoozedUntil: later });
  expect(await wakeIfDue(id)).toBe(false);
  expect(await until(id)).toEqual(later);
  await changeTicket(agent, id, { snoozedUntil: null });
  expect(await until(id)).toBeNull();
  expect(await lastEvent(id)).toMatchObject({ name: 'ticket.changed', isInternal: true });
});
