import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { TicketObject } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import { leastTicket, listTickets, pathOf, readTicket, reply, ticketsPath } from '../support/tickets';

const run = promisify(execFile);
const documents = readFileSync(new URL('./documented-examples.md', import.meta.url), 'utf8');

/** The code blocks under a heading of the documents. */
function blocks(heading: string): string[] {
  const [, section = ''] = documents.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const found = [...own.matchAll(/```\w+\n(.*?)```/gs)].map((match) => match[1] ?? '');
  expect(found).not.toHaveLength(0);
  return found;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every key of a value with its place, in the order in which they stand; of a list its first item speaks for all. */
function keysOf(value: Json, place = ''): string[] {
  if (Array.isArray(value)) return value.length > 0 ? keysOf(value[0] as Json, `${place}[]`) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${place}.${key}`, ...keysOf(inner, `${place}.${key}`)]);
}

/** Runs the documents' program as it stands, but for where it sends and as whom, and gives what it prints. */
async function runExample(deskUrl: string, token: string): Promise<string> {
  const [program = ''] = blocks('Request');
  expect(program).toContain('https://api.verifik.co/');
  const ours = program.replace('https://api.verifik.co', deskUrl).replace('YOUR_ACCESS_TOKEN', token);
  const { stdout, stderr } = await run(process.execPath, ['--input-type=commonjs', '--eval', ours]);
  expect(stderr).toBe('');
  return stdout;
}

test('the documents’ axios program files its ticket, and prints the documents’ answer key by key in order', async ({
  api,
  deskUrl,
  client,
}) => {
  const printed = JSON.parse(await runExample(deskUrl, client.token));
  const documented = JSON.parse(blocks('Answer')[0] ?? '');
  expect(keysOf(printed)).toEqual([...keysOf(documented), '.data.number']);

  const { _id, client: owner, createdAt, number, ...rest } = printed.data as TicketObject;
  const same = structuredClone(documented.data);
  Object.assign(same, { updatedAt: createdAt, threads: [{ ...same.threads[0], author: owner, timestamp: createdAt }] });
  for (const name of ['_id', 'client', 'createdAt']) delete same[name];
  expect(rest).toEqual(same);
  expect(printed.success).toBe(true);
  expect(_id).toMatch(/^support_ticket_/);
  expect(owner).toMatch(/^client_/);
  expect(Number.isInteger(number)).toBe(true);
  expect(Date.parse(createdAt)).not.toBeNaN();
  expect(await readTicket(api.client, printed.data)).toEqual(printed.data);
});

test('the documents’ errors are answered with their two keys, first and in order', async ({ api }) => {
  const bodies: Record<string, object> = {
    TITLE_REQUIRED: { ...leastTicket, title: undefined },
    INVALID_PRIORITY: { ...leastTicket, priority: 'muy alta' },
  };
  for (const text of blocks('Errors')) {
    const documented = JSON.parse(text) as { error: string; message: string };
    const answer = await api.client.post(ticketsPath, bodies[documented.message] ?? {});
    expect(answer.status).toBe(400);
    expect(Object.entries(answer.body).slice(0, 2)).toEqual(Object.entries(documented));
  }
});

test('a ticket that was answered has the keys of the documents’ object in order, and its life', async ({ api }) => {
  const documented = JSON.parse(blocks('Object')[0] ?? '');
  const { title, description, priority, category, tags, attachments } = documented;
  const filed = await api.client.post(ticketsPath, { title, description, priority, category, tags, attachments });
  await reply(api.agent, filed.body.data, documented.threads[1].message);

  const read = await readTicket(api.client, filed.body.data);
  expect(keysOf(read as unknown as Json)).toEqual([...keysOf(documented), '.number']);
  expect(read).toMatchObject({ title, description, status: documented.status, priority, category, tags, attachments });
  expect(read.assignedTo).toMatch(/^agent_/);
  const [first, ...others] = read.threads ?? [];
  expect(first).toMatchObject({ author: read.client, type: 'user' });
  expect(others.find((thread) => thread.type === 'agent')).toEqual({
    author: read.assignedTo,
    message: documented.threads[1].message,
    timestamp: expect.any(String),
    type: 'agent',
  });
  expect([read.resolution, read.resolvedAt]).toEqual([documented.resolution, documented.resolvedAt]);
  expect(Date.parse(read.updatedAt)).toBeGreaterThan(Date.parse(read.createdAt));
  expect(pathOf(read)).toBe(filed.headers.get('location'));
  expect((await listTickets(api.client)).body.data).toHaveLength(1);
});
