import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { documentedRequest } from '@/app/v2/support-tickets/documented';
import { expect, test } from '../fixtures';
import { fileTicket, listTickets } from '../support/tickets';

// The package as others have it: packed, installed from the file, used from outside this repository.
test.describe.configure({ mode: 'default', timeout: 120_000 });

const source = path.resolve('clients/typescript');
const run = promisify(execFile);
let folder: string;
let packed: { filename: string; files: { path: string }[] };

const { FORCE_COLOR: _, ...plain } = process.env;

/** What our own machine has: tsc for the build, the pinned Node; no network, and no colours in what is printed. */
const env = {
  ...plain,
  PATH: [path.resolve('node_modules/.bin'), process.env.PATH].join(path.delimiter),
  npm_config_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

async function runInApp(file: string, more: Record<string, string>): Promise<string> {
  return (await run(process.execPath, [file], { cwd: path.join(folder, 'app'), env: { ...env, ...more } })).stdout;
}

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-client-'));
  const copy = path.join(folder, 'source');
  const isOurs = (file: string) => !/[\\/](dist|node_modules|tests|generator)$/.test(file);
  await cp(source, copy, { recursive: true, filter: isOurs });
  const { stdout } = await run('npm', ['pack', '--json', '--loglevel=error'], { cwd: copy, env });
  // What prepack prints stands before the JSON.
  packed = JSON.parse(stdout.slice(stdout.indexOf('[\n')))[0];
  const app = path.join(folder, 'app');
  await mkdir(app);
  await writeFile(path.join(app, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', path.join(copy, packed.filename)], { cwd: app, env });
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('it holds the compiled client with its types, and nothing else; it needs nothing', async () => {
  const names = packed.files.map((file) => file.path);
  const others = names.filter((name) => !/^dist\/[a-z-]+(\.d)?\.(ts|js)$/.test(name));
  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(names).toEqual(expect.arrayContaining(['dist/hilo.js', 'dist/hilo.d.ts', 'dist/api.d.ts']));
  const manifest = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8'));
  expect([manifest.dependencies, manifest.peerDependencies, manifest.license]).toEqual([undefined, undefined, 'MIT']);
});

test('the four lines of its README file the ticket of the document', async ({ deskUrl, client, api }) => {
  const readme = await readFile(path.join(source, 'README.md'), 'utf8');
  const example = /```js\n(.+?)```/s.exec(readme)?.[1] ?? '';
  expect(example.trim().split('\n')).toHaveLength(4);
  await writeFile(path.join(folder, 'app/example.js'), example);
  const output = await runInApp('example.js', { HILO_URL: deskUrl, HILO_TOKEN: client.token });
  const { data } = (await listTickets(api.client)).body;
  expect(data).toMatchObject([documentedRequest]);
  expect(output.trim()).toBe(`${data[0]?._id} open ${data[0]?.number}`);
});

const program = `
import { createHmac } from 'node:crypto';
import { Hilo, HiloError, verifyWebhook } from '@hilo/client';
const hilo = new Hilo({ url: process.env.HILO_URL, token: process.env.HILO_TOKEN });
await hilo.tickets.reply(process.env.TICKET, 'Desde otro proyecto.');
const missing = await hilo.tickets.get('support_ticket_x').catch((error) => error);
const at = String(Math.floor(Date.now() / 1000));
const mac = createHmac('sha256', Buffer.from('c2VjcmV0bw==', 'base64')).update('msg_1.' + at + '.{"type":"x"}');
const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': at, 'webhook-signature': 'v1,' + mac.digest('base64') };
const { type } = await verifyWebhook('whsec_c2VjcmV0bw==', headers, '{"type":"x"}');
console.log(JSON.stringify([missing instanceof HiloError, missing.code, type]));
`;

test('a program of another project answers and checks a webhook with it', async ({ deskUrl, agent, api }) => {
  const ticket = await fileTicket(api.client);
  await writeFile(path.join(folder, 'app/program.js'), program);
  const output = await runInApp('program.js', { HILO_URL: deskUrl, HILO_TOKEN: agent.token, TICKET: ticket._id });
  expect(JSON.parse(output)).toEqual([true, 'TICKET_NOT_FOUND', 'x']);
  const { body } = await api.client.get(`/v2/support-tickets/${ticket._id}`);
  expect(body.data.threads?.map((thread) => thread.message)).toContain('Desde otro proyecto.');
});

const sample = `
import { etagOf, Hilo, HiloError, verifyWebhook, type Ticket, type WebhookPayload } from '@hilo/client';
const hilo = new Hilo({ url: 'https://desk.example', token: 'hilo_x', retries: 1, language: 'en' });
export async function use(signal: AbortSignal): Promise<Ticket[]> {
  const all: Ticket[] = [];
  for await (const ticket of hilo.tickets.list({ status: ['open'], createdAfter: new Date() }, { signal })) all.push(ticket);
  const filed = await hilo.tickets.create({ title: 'a', description: 'b', priority: 'high', category: 'technical' });
  await hilo.tickets.change(filed, { assignedTo: null, status: 'pending' }, { ifMatch: etagOf(filed) });
  // @ts-expect-error there is no such priority
  await hilo.tickets.create({ title: 'a', description: 'b', priority: 'huge', category: 'technical' });
  // @ts-expect-error a ticket has a description
  await hilo.tickets.create({ title: 'a', priority: 'high', category: 'technical' });
  // @ts-expect-error there is no such status
  hilo.tickets.list({ status: ['lost'] });
  // @ts-expect-error a note is not made by a reply
  await hilo.tickets.reply(filed, { message: 'a', internal: true });
  // @ts-expect-error there is no such field
  filed.subject;
  return all;
}
export async function hear(headers: Headers, body: string): Promise<string> {
  const payload = await verifyWebhook(['whsec_a', 'whsec_b'], headers, body);
  if (payload.type === 'webhook.test') return payload.timestamp;
  const { ticket, message }: WebhookPayload['data'] = payload.data;
  return message?.message ?? ticket.title;
}
export const isGone = (error: unknown) => error instanceof HiloError && error.code === 'TICKET_NOT_FOUND';
`;

test('its types tell right from wrong in a strict project', async () => {
  await writeFile(path.join(folder, 'app/sample.ts'), sample);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    exactOptionalPropertyTypes: true,
  };
  await writeFile(path.join(folder, 'app/tsconfig.json'), JSON.stringify({ compilerOptions, files: ['sample.ts'] }));
  const compiled = await run('tsc', ['-p', path.join(folder, 'app')], { env }).catch(
    (error: { stdout: string }) => error,
  );
  expect(compiled.stdout).toBe('');
});
