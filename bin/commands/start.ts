import path from 'node:path';
import type { Command } from 'commander';
import type { EmbeddedPostgres } from '@/lib/platform/embedded-postgres';
import { env, putEnv } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { step } from '../steps.mjs';
import { accountLines, type Demo, findDemo, isEmpty, makeDemo } from './demo';
import { installShutdown, type Shutdown } from './shutdown';
import { CommandError } from './terminal';
import { prepareDatabase } from './up-to-date';
import { addWorker } from './worker';

type StartOptions = { dev?: boolean; demo?: boolean; worker: boolean };

/** What the demo's pages call the desk: the invented company that its tickets are about. */
const DEMO_NAME = 'Cotejo';
const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

async function startDatabase(shutdown: Shutdown): Promise<EmbeddedPostgres | undefined> {
  if (!env().isEmbedded) return undefined;
  const { startEmbeddedPostgres } = await import('@/lib/platform/embedded-postgres');
  const notes: string[] = [];
  const say = (message: string) => void (embedded ? log().warn(message) : notes.push(message));
  let embedded: EmbeddedPostgres | undefined;
  await step('Database started', async () => {
    embedded = await startEmbeddedPostgres({ dataDir: env().HILO_DATA_DIR, log: say });
  });
  for (const note of notes) console.log(`    ${note}`);
  if (embedded) {
    shutdown.add(embedded.stop);
    putEnv({ DATABASE_URL: embedded.url, HILO_EMBEDDED: '1' });
  }
  return embedded;
}

/** Fills an empty embedded database, or on `--demo` any empty desk; a desk with people in it is left alone. */
async function provideDemo(wanted: boolean | undefined): Promise<Demo | null> {
  const { isEmbedded, HILO_DATA_DIR } = env();
  const known = isEmbedded ? await findDemo(HILO_DATA_DIR) : null;
  if (known || wanted === false || (!isEmbedded && !wanted) || !(await isEmpty())) return known;
  let made: Demo | null = null;
  await step('Demo data written', async () => {
    made = await makeDemo(isEmbedded ? HILO_DATA_DIR : undefined);
  });
  return made;
}

/** Tells the app's bundles, which read the environment for themselves, what was found out here. */
function publishEnv(demo: Demo | null): void {
  const { HILO_URL, HILO_SECRET, HILO_NAME, HOST, isEmbedded } = env();
  const isOpenDemo = isEmbedded && demo !== null && isLoopback(HOST);
  putEnv({
    HILO_URL,
    HILO_SECRET,
    NEXTAUTH_URL: HILO_URL,
    NEXTAUTH_SECRET: HILO_SECRET,
    ...(isOpenDemo ? { HILO_DEMO: '1', HILO_NAME: HILO_NAME === 'Hilo' ? DEMO_NAME : HILO_NAME } : {}),
  });
}

function curlLine(url: string, token: string): string {
  const ticket = {
    title: 'No puedo descargar mi factura',
    description: 'El botón no responde desde esta mañana.',
    priority: 'high',
    category: 'billing',
  };
  return [
    `curl -sS ${url}/v2/support-tickets`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(ticket)}'`,
  ].join(' ');
}

function printSummary(url: string, demo: Demo | null, startedAt: number): void {
  const { HILO_DATA_DIR, HILO_URL } = env();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const lines = ['', `Hilo serves at ${url} (ready in ${seconds} s)`, ''];
  const base = HILO_URL === url ? url : HILO_URL;
  lines.push(`clients    ${base}/tickets`, `agents     ${base}/desk`, `API        ${base}/docs`, '');
  if (demo) {
    lines.push(`Demo accounts (kept in ${path.join(path.relative('', HILO_DATA_DIR) || '.', 'demo.json')}):`);
    lines.push(...accountLines(demo).map((line) => `  ${line}`));
    lines.push(`  token  ${demo.token}`, '', 'File a ticket from another terminal:', '', curlLine(url, demo.token), '');
  }
  lines.push('Ctrl-C stops it.', '');
  // The command stands at the margin, to be copied as one line.
  console.log(lines.map((line) => (line && !line.startsWith('curl') ? `  ${line}` : line)).join('\n'));
}

/** Lists are read from the replica no older than what any process has told of. */
async function hearOfNews(): Promise<void> {
  if (!env().DATABASE_READ_URL) return;
  const { onBell } = await import('@/lib/events/hub');
  const { heardNews } = await import('@/lib/platform/replica');
  onBell(heardNews);
}

async function start({ dev = false, demo: wantsDemo, worker: hasWorker }: StartOptions): Promise<void> {
  if (!hasWorker && env().isEmbedded)
    throw new CommandError('--no-worker is for many processes on one DATABASE_URL: nobody else does the jobs here.', 2);
  const startedAt = performance.now();
  const { PORT: port, HOST: host } = env();
  putEnv({ NODE_ENV: dev ? 'development' : 'production' });
  const shutdown = installShutdown();
  try {
    const { prepareServer } = await import('../server');
    const embedded = dev ? await startDatabase(shutdown) : undefined;
    // Loading the pages needs no database: both at once. (In development Next reads the environment as it starts.)
    const preparing = prepareServer({ port, host, dev });
    preparing.catch(() => undefined);
    const postgres = embedded ?? (await startDatabase(shutdown));
    await prepareDatabase();
    const { closeDatabase } = await import('@/lib/platform/db');
    shutdown.add(closeDatabase);
    const demo = await provideDemo(wantsDemo);
    publishEnv(demo);
    if (hasWorker) await addWorker(shutdown);
    await hearOfNews();
    let url = '';
    await step('Web server started', async () => {
      const server = await (await preparing).listen();
      shutdown.add(server.close);
      url = server.url;
    });
    postgres?.lock.describe({ address: url, isReady: true });
    printSummary(url, demo, startedAt);
  } catch (error) {
    const { explain } = await import('./problems');
    console.error(`\nhilo: ${explain(error).message}\n`);
    await shutdown.run(1);
  }
}

/** `hilo start`. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('serve Hilo: pages, API and job worker, with its own Postgres unless DATABASE_URL is set')
    .option('--dev', 'serve the sources and follow their changes')
    .option('--no-worker', 'leave the jobs to `hilo worker`: for several of these on one DATABASE_URL')
    .option('--demo', 'fill an empty desk with demo data, also on DATABASE_URL')
    .option('--no-demo', 'leave an empty embedded database empty')
    .action(start);
}
