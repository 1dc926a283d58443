// Run by bin/measure.mjs, which installs, builds and finds a browser first.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { serveDesk } from '@/e2e/support/desk';
import { putEnv } from '@/lib/platform/env';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import { benchCreate, report } from './create-ticket';
import { goalMs, measureDesk } from './desk-speed';
import { goalShare, measureFiles, reportFiles } from './files';
import { goalBytes, measureNewTicketPage } from './page-size';
import { figure } from './table';

const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const wants = (name: string) => values.only === undefined || values.only === name;
const plan = values.quick
  ? { connections: [8], runs: 1, seconds: 3 }
  : { connections: [1, 8, 32], runs: 3, seconds: 8 };

/** What the desk is measured with. */
const deskSize = { tickets: 100_000, presses: 200, rows: 3_000 };

const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
const say = (line: string) => console.error(`  ${line}`);
const verdict = (isMet: boolean) => (isMet ? 'met' : 'MISSED');

const results: Record<string, unknown> = { at: new Date().toISOString(), machine, plan };
const texts: string[] = [`${machine}; ${plan.runs} × ${plan.seconds} s in turn`];
let isAllMet = true;

/** A production server on a durable Postgres; everybody (both servers, the driver, Postgres) shares the machine. */
async function bench(): Promise<void> {
  const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL, { isDurable: true });
  try {
    const [deskDatabase, bareDatabase] = [(await copyDatabase(postgres)).url, (await copyDatabase(postgres)).url];
    const desk = await serveDesk(deskDatabase);
    putEnv({ ...desk.env, LOG_LEVEL: 'silent' });
    try {
      if (wants('create')) {
        const measured = await benchCreate(plan, { deskUrl: desk.url, deskDatabase, bareDatabase }, say);
        const { markdown, ratios, isMet } = report(measured);
        Object.assign(results, { create: measured, ratios });
        texts.push(`Filing a ticket\n\n${markdown}`);
        if (plan.connections.includes(8)) {
          texts.push(`At 8 connections at least 0.40 of the bare server, p99 under 4 × its p99: ${verdict(isMet)}.`);
          isAllMet &&= isMet;
        }
      }
      if (wants('page')) {
        const page = await measureNewTicketPage(desk);
        const isMet = page.bytes <= goalBytes;
        const [kB, unpacked] = [page.bytes / 1000, page.unpacked / 1000].map(figure);
        results.page = page;
        const scripts = `${page.files.length} scripts, ${unpacked} kB unpacked`;
        texts.push(
          `${page.path}: ${kB} kB of compressed JavaScript (${scripts}); at most ${goalBytes / 1000} kB: ${verdict(isMet)}.`,
        );
        isAllMet &&= isMet;
      }
      if (wants('files')) {
        const mebi = 1024 * 1024;
        const size = values.quick ? { files: 4, runs: 1 } : { files: 24, runs: 5 };
        const speeds = await measureFiles(desk, { ...size, size: 25 * mebi, connections: 4 }, say);
        const { markdown, isMet, shares } = reportFiles(speeds);
        results.files = { speeds, shares };
        texts.push(
          `Files of 25 MiB, four at once, ${size.files} to a run\n\n${markdown}`,
          `At least ${goalShare} of the bare server both ways: ${verdict(isMet)}.`,
        );
        isAllMet &&= isMet;
      }
      if (wants('desk')) {
        const size = values.quick ? { tickets: 5_000, presses: 40, rows: 1_000 } : deskSize;
        const speed = await measureDesk(desk, size, say);
        const { human, held, scroll } = speed;
        const isMet = human.p95 < goalMs;
        results.desk = speed;
        const [p50, p95, max, last, longest] = [human.p50, human.p95, human.max, held.lastAfter, scroll.longest].map(
          figure,
        );
        texts.push(
          `The desk with ${size.tickets} tickets, next ticket by j, from key to painted: p50 ${p50} ms, p95 ${p95} ms, max ${max} ms ` +
            `(${human.count} keys); p95 under ${goalMs} ms: ${verdict(isMet)}. Held down: ${held.shown} of ${held.keys} shown on the ` +
            `way, the last ${last} ms after the key was let go. Scrolling past ${scroll.rows} rows: longest frame ${longest} ms, ` +
            `${figure(scroll.slow * 100)} % over 50 ms.`,
        );
        isAllMet &&= isMet;
      }
    } finally {
      await desk.stop();
    }
  } finally {
    await postgres.stop();
  }
}

await bench();
const markdown = `${texts.join('\n\n')}\n`;
mkdirSync('bench/results', { recursive: true });
const name = `bench/results/${String(results.at).replaceAll(':', '-').slice(0, 19)}`;
writeFileSync(`${name}.md`, markdown);
writeFileSync(`${name}.json`, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\n${markdown}\nWritten to ${name}.md and .json`);
process.exitCode = isAllMet ? 0 : 1;
