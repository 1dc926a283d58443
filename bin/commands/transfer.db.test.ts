import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { prisma } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { makeActor, makeTicket, makeUser } from '@/prisma/factories';

const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-transfer-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => path.join(folder, name);
const samples = { zendesk: 'e2e/support/files/zendesk.csv', freshdesk: 'e2e/support/files/freshdesk.csv' };

function start(args: string[], input = '') {
  const { DATABASE_URL, HILO_SECRET } = env();
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/hilo.ts', ...args], {
    env: { ...process.env, DATABASE_URL, HILO_SECRET },
  });
  child.stdin.on('error', () => undefined).end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended };
}

async function hilo(args: string[], input = ''): Promise<{ status: number | null; out: string; err: string }> {
  const { child, ended } = start(args, input);
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}

beforeEach(() => prisma.$executeRaw`TRUNCATE tickets, users, events CASCADE`);

function ticketsOf(source: string) {
  return prisma.importedTicket.findMany({
    where: { source },
    orderBy: { ticket: { number: 'asc' } },
    include: { ticket: { include: { client: true, assignedTo: true, threads: true } } },
  });
}

describe('hilo import', () => {
  test('takes Zendesk’s CSV, tells of each line that it refuses, and does nothing twice', async () => {
    const nuria = await makeUser('agent', { name: 'Nuria Campos' });
    const first = await hilo(['import', samples.zendesk, '--time-zone', 'America/Bogota']);
    expect(first.status).toBe(1);
    expect(first.out).toMatch(/^4 made, 1 known already, 4 refused, from zendesk: \d/);
    const told = first.err.trim().split('\n').toSorted();
    expect(told.map((line) => [/^line (\d+)/.exec(line)?.[1], /\((\w+)\)$/.exec(line)?.[1]])).toEqual([
      ['11', 'TAGS_CUT'],
      ['5', 'CLIENT_EMAIL_REQUIRED'],
      ['6', 'ASSIGNEE_UNKNOWN'],
      ['7', 'INVALID_EMAIL'],
      ['8', 'INVALID_TIME'],
      ['8', 'INVALID_STATUS'],
      ['9', 'WRONG_COLUMN_COUNT'],
    ]);
    expect(told[3]).toBe('line 7 ("2045"): requester email: The email address is not valid (INVALID_EMAIL)');

    const rows = await ticketsOf('zendesk');
    expect(rows.map(({ externalId, ticket }) => [externalId, ticket.status, ticket.title])).toEqual([
      ['2041', 'resolved', 'No puedo emitir facturas, da error "E-401"'],
      ['2042', 'in_progress', '¿Cómo cambio el idioma de la interfaz?'],
      ['2044', 'closed', '=HYPERLINK("https://evil.example";"x")'],
      ['2048', 'pending', 'Muchas etiquetas'],
    ]);
    expect(rows[0]?.ticket).toMatchObject({
      tags: ['facturacion', 'emisor_2', 'urgente'],
      priority: 'urgent',
      category: 'technical',
      assignedToId: nuria.id,
      createdAt: new Date('2025-03-04T14:12:00Z'),
      updatedAt: new Date('2025-03-05T23:40:00Z'),
      resolvedAt: new Date('2025-03-05T23:39:00Z'),
      client: { name: 'Laura Gómez', email: 'laura.gomez@tienda.example', passwordHash: null },
      threads: [{ type: 'user', createdAt: new Date('2025-03-04T14:12:00Z') }],
    });

    const again = await hilo(['import', samples.zendesk, '--report', file('refused.txt')]);
    expect(again).toMatchObject({ status: 1, err: '' });
    expect(again.out).toMatch(/^0 made, 5 known already, 4 refused/);
    expect(readFileSync(file('refused.txt'), 'utf8').trim().split('\n')).toHaveLength(5);
  });

  test('takes Freshdesk’s CSV, with somebody to stand for clients without an address', async () => {
    await makeUser('client', { email: 'phone@desk.example' });
    const { status, out, err } = await hilo(['import', samples.freshdesk, '--client-as', 'phone@desk.example']);
    expect([status, err.split('\n').filter((line) => !line.includes('ASSIGNEE_UNKNOWN'))]).toEqual([0, ['']]);
    expect(out).toMatch(/^4 made, 0 known already, 0 refused, from freshdesk/);
    const rows = await ticketsOf('freshdesk');
    expect(rows.map(({ ticket }) => [ticket.title, ticket.status, ticket.category, ticket.client.email])).toEqual([
      ['Refund for invoice 2025/77', 'resolved', 'billing', 'mark@shop.example'],
      ['Ampliación del plan', 'pending', 'general', 'ines@shop.example'],
      ['Dark mode, please', 'open', 'feature_request', 'no-name@shop.example'],
      ['Sin correo', 'closed', 'technical', 'phone@desk.example'],
    ]);
    expect(rows[0]?.ticket.description).toBe('Hello,\n\nI was charged twice; please "refund" one.\n\nThanks;\nMark');
    expect(rows[3]?.ticket.resolvedAt).toEqual(new Date('2025-01-15T15:00:00Z'));
    expect(rows[2]?.ticket.client.name).toBe('no-name');
  });

  test('takes what hilo export wrote, from standard input too', async () => {
    const client = await makeActor('client');
    for (const title of ['Uno', 'Dos']) await makeTicket(client, { title });
    const exported = await hilo(['export']);
    expect([exported.status, exported.err]).toEqual([0, '']);
    const lines = exported.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.title ?? line)).toEqual(['Uno', 'Dos', { end: true, count: 2 }]);

    const tried = await hilo(['import', '-', '--dry-run'], exported.out);
    // They are here still: that is no other desk.
    expect(tried.out).toMatch(/^0 would be made, 2 known/);
    expect(await prisma.ticket.count()).toBe(2);
    const taken = await hilo(['import', '-', '--source', 'old-desk'], exported.out);
    expect([taken.status, taken.err]).toEqual([0, '']);
    expect(taken.out).toMatch(/^2 made, 0 known already, 0 refused, from old-desk/);

    const last = lines[1]._id;
    expect((await hilo(['export', '--after', last])).out).toContain('"count":1');
    expect((await hilo(['export', '--since', '2099-01-01'])).out).toBe('{"end":true,"count":0}\n');
    const cut = await hilo(['import', '-'], exported.out.slice(0, -30));
    expect(cut.status).toBe(1);
    expect(cut.err).toContain('may have been cut');
  });

  test('killed half-way and started again, makes each ticket exactly once', async () => {
    const count = 3000;
    const lines = Array.from({ length: count }, (_, index) =>
      JSON.stringify({
        ...{ _id: `K-${index}`, title: `Ticket ${index}`, description: 'Texto', status: 'open', priority: 'low' },
        ...{ category: 'general', client: 'c', createdAt: '2025-01-01T00:00:00Z' },
        people: [{ _id: 'c', email: `client-${index % 50}@example.com` }],
        threads: ['Texto', 'Otra cosa'].map((message) => ({
          ...{ author: 'c', message, timestamp: '2025-01-01T00:00:00Z', type: 'user' },
        })),
      }),
    );
    writeFileSync(file('many.ndjson'), [...lines, JSON.stringify({ end: true, count }), ''].join('\n'));
    const { child, ended } = start(['import', file('many.ndjson')]);
    child.stdout.resume();
    child.stderr.resume();
    await vi.waitUntil(async () => (await prisma.ticket.count()) >= 300, { timeout: 20_000, interval: 5 });
    child.kill('SIGKILL');
    await ended;
    const before = await prisma.ticket.count();
    expect(before).toBeLessThan(count);

    const { status, out, err } = await hilo(['import', file('many.ndjson')]);
    expect([status, err]).toEqual([0, '']);
    const [, made, known] = /^(\d+) made, (\d+) known already, 0 refused/.exec(out) ?? [];
    expect(Number(made) + Number(known)).toBe(count);
    expect(Number(known)).toBeGreaterThanOrEqual(before);
    const [tickets, threads, clients] = [prisma.ticket.count(), prisma.thread.count(), prisma.user.count()];
    expect(await Promise.all([tickets, threads, clients])).toEqual([count, 2 * count, 50]);
    const titles = await prisma.ticket.findMany({ distinct: ['title'], select: { title: true } });
    expect(titles).toHaveLength(count);
  });

  test.each([
    [['import', 'nowhere.csv'], 1, 'nowhere.csv'],
    [['import', samples.zendesk, '--format', 'jira'], 2, '--format is one of ndjson, zendesk, freshdesk'],
    [['import', samples.zendesk, '--time-zone', 'Bogotá'], 2, '--time-zone'],
    [['import', samples.zendesk, '--status', 'waiting'], 2, '--status'],
    [['import', samples.zendesk, '--staff-as', 'nobody@desk.example'], 1, 'there is no user nobody@desk.example'],
    [['import', samples.zendesk, '--source', 'a b'], 2, '--source'],
    [['import', samples.zendesk, '--report', '/nowhere/report.txt'], 1, '/nowhere/report.txt'],
    [['import', 'package.json', '--format', 'zendesk'], 1, 'lacks columns'],
    [['export', '--since', 'yesterday'], 2, 'not valid'],
    [['export', '--after', 'x'], 1, 'The cursor is not valid'],
  ])('%j ends with status %i and says why', async (args, status, message) => {
    const result = await hilo(args);
    expect([result.status, result.out]).toEqual([status, '']);
    expect(result.err).toMatch(/^hilo: /);
    expect(result.err).toContain(message);
  });
});
