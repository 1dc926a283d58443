import { describe, expect, it } from 'vitest';
import { createFieldSchema } from '@/lib/fields/schema';
import { leftVariables, macroValues, renderMacro } from '@/lib/macros/rules';
import { createMacroSchema } from '@/lib/macros/schema';
import { createTeamSchema } from '@/lib/teams/schema';
import { isActive } from '@/lib/tickets/rules';
import { categories, createTicketSchema, priorities, statuses } from '@/lib/tickets/schema';
import { createViewSchema } from '@/lib/views/schema';
import { buildDemo } from './build';
import { demoAccounts } from './people';

/** Clocks in the machine's zone that a naive calendar stumbles over. */
const presents = [
  new Date(2026, 10, 19, 10, 4),
  new Date(2026, 10, 22, 0, 1), // a Sunday, just after midnight
  new Date(2027, 0, 1, 23, 59), // last month is in the year before
  new Date(2028, 1, 29, 12, 0), // a leap day
  new Date(2027, 2, 29, 3, 30), // summer time begins in Europe
];

describe.each(presents)('the demo seen at %s', (now) => {
  const { users, tickets, threads, attachments, events, ...desk } = buildDemo(now);
  const idOf = (key: string) => users.find((user) => user.key === key)?.id;
  const messagesOf = (id: string) => threads.filter((thread) => thread.ticketId === id);

  it('has about sixty tickets, of every status, priority and category', () => {
    expect(tickets.length).toBeGreaterThanOrEqual(55);
    expect(new Set(tickets.map((ticket) => ticket.status))).toEqual(new Set(statuses));
    expect(new Set(tickets.map((ticket) => ticket.priority))).toEqual(new Set(priorities));
    expect(new Set(tickets.map((ticket) => ticket.category))).toEqual(new Set(categories));
  });

  it('gives the demo client every status and the demo agent eight active tickets', () => {
    const filed = tickets.filter((ticket) => ticket.clientId === idOf('mariana'));
    expect(filed.length).toBe(9);
    expect(new Set(filed.map((ticket) => ticket.status))).toEqual(new Set(statuses));
    expect(tickets.filter((ticket) => ticket.assignedToId === idOf('nuria') && isActive(ticket.status)).length).toBe(8);
  });

  it('numbers tickets in the order of their creation', () => {
    expect(tickets.map((ticket) => ticket.number)).toEqual(tickets.map((_, index) => 1001 + index));
    const times = tickets.map((ticket) => Number(ticket.createdAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('never happens in the future, nor before its people came', () => {
    for (const thread of threads) {
      const author = users.find((user) => user.id === thread.authorId);
      expect(Number(thread.createdAt)).toBeLessThanOrEqual(now.getTime());
      expect(Number(thread.createdAt)).toBeGreaterThan(Number(author?.createdAt));
    }
  });

  it('happens in office hours, but for the last hours', () => {
    const settled = threads.filter((thread) => now.getTime() - Number(thread.createdAt) > 24 * 3_600_000);
    for (const at of settled.map((thread) => new Date(Number(thread.createdAt)))) {
      expect([1, 2, 3, 4, 5]).toContain(at.getDay());
      expect(at.getHours()).toBeGreaterThanOrEqual(8);
      expect(at.getHours()).toBeLessThan(20);
    }
  });

  it('keeps times and versions that agree with the messages', () => {
    for (const ticket of tickets) {
      const messages = messagesOf(ticket.id);
      const latest = (some: typeof messages) => Math.max(...some.map((thread) => Number(thread.createdAt)));
      expect(messages[0]).toMatchObject({ type: 'user', message: ticket.description, createdAt: ticket.createdAt });
      expect(Number(ticket.updatedAt)).toBe(latest(messages.filter((thread) => !thread.isInternal)));
      expect(Number(ticket.staffUpdatedAt)).toBe(latest(messages));
      expect(ticket.noteVersion).toBe(messages.filter((thread) => thread.isInternal).length);
      expect(Boolean(ticket.resolvedAt)).toBe(Boolean(ticket.resolution));
      if (ticket.status === 'resolved') expect(ticket.resolution).toBeTruthy();
      if (isActive(ticket.status)) expect(ticket.resolvedAt ?? null).toBeNull();
    }
  });

  it('sorts by id as by time, within a ticket', () => {
    for (const ticket of tickets) {
      const ids = messagesOf(ticket.id).map((thread) => thread.id ?? '');
      expect(ids).toEqual([...ids].sort());
    }
  });

  it('could have been filed by the form', () => {
    for (const ticket of tickets) {
      const files = attachments.filter((file) => file.threadId === messagesOf(ticket.id)[0]?.id);
      const links = files.map(({ filename, url, size, type }) => ({ filename, url, size: Number(size), type }));
      const { title, description, priority, category, tags } = ticket;
      const input = { title, description, priority, category, tags, attachments: links };
      expect(createTicketSchema.parse(input)).toMatchObject(input);
    }
  });

  it('refers only to tickets that were there before', () => {
    const numberOf = new Map(tickets.map((ticket) => [ticket.id, ticket.number ?? 0]));
    const referred = threads.flatMap(({ ticketId, message }) =>
      [...message.matchAll(/#(\d{4})/g)].map(([, number]) => ({ from: numberOf.get(ticketId), to: Number(number) })),
    );
    expect(referred.length).toBeGreaterThan(0);
    for (const { from, to } of referred) expect(to).toBeLessThan(from ?? 0);
  });

  it('has a desk set up as the settings could have done it', () => {
    for (const { name, isRotating, categories: taken, id } of desk.teams) {
      const members = desk.teamMembers.filter(({ teamId }) => teamId === id).map(({ userId }) => userId);
      const input = { name, members, rotating: isRotating, categories: taken };
      expect(createTeamSchema.parse(input)).toEqual(input);
      expect(members.length).toBeGreaterThan(0);
    }
    for (const { key, label, kind, choices, isForClients } of desk.fields) {
      expect(createFieldSchema.parse({ key, label, kind, choices, forClients: isForClients })).toMatchObject({
        choices,
      });
    }
    for (const { name, body, isNote, actions, isShared } of desk.macros) {
      createMacroSchema.parse({ name, body, internal: isNote, actions, shared: isShared });
      const scene = { client: { name: 'Ana', email: 'a@b.example' }, ticket: { number: 1, title: 'T' } };
      const known = macroValues({ ...scene, agent: { name: 'Nuria' }, desk: 'Cotejo', today: 'hoy' });
      expect(leftVariables(renderMacro(body ?? '', known).text)).toEqual([]);
      expect(body || Object.keys(actions as object).length > 0).toBeTruthy();
    }
    for (const { name, query, sort, isShared } of desk.views) {
      expect(createViewSchema.parse({ name, query, sort, shared: isShared })).toMatchObject({ query });
    }
  });

  it('says of every ticket what the fields allow, and gives teams only what they take', () => {
    for (const ticket of tickets) {
      for (const [key, value] of Object.entries(ticket.fields)) {
        expect(desk.fields.find((field) => field.key === key)?.choices).toContain(value);
      }
      const team = desk.teams.find(({ id }) => id === ticket.teamId);
      if (team) expect(team.categories).toContain(ticket.category);
    }
    expect(tickets.some(({ teamId }) => teamId)).toBe(true);
  });

  it('leaves no placeholder and points only to invented companies', () => {
    for (const text of [...tickets.map((ticket) => ticket.title), ...threads.map((thread) => thread.message)]) {
      expect(text).not.toMatch(/\{mes\}|\{año\}|#\{/);
    }
    for (const file of attachments) expect(new URL(file.url).hostname).toMatch(/\.example$/);
    for (const user of users) expect(user.email).toMatch(/\.example$/);
  });

  it('tells each event in order, notes for staff only', () => {
    const times = events.map((event) => Number(event.createdAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const event of events) expect(event.isInternal).toBe(event.name === 'ticket.noted');
    expect(events.filter((event) => event.name === 'ticket.created').length).toBe(tickets.length);
  });
});

it('offers one client, one agent and one admin to enter as', () => {
  expect(demoAccounts.map((account) => account.role)).toEqual(['client', 'agent', 'admin']);
});
