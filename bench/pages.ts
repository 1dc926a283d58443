import { Agent, get } from 'node:http';
import { chromium, type Page } from '@playwright/test';
import sql from 'sql-template-tag';
import { launchOptions } from '@/bin/browser.mjs';
import { makePerson, sessionCookie } from '@/e2e/support/people';
import { db } from '@/lib/platform/db';
import { inTurn, percentiles } from './drive';
import { type Line, type Stage, spread, type World } from './section';
import { figure } from './table';

const agent = new Agent({ keepAlive: true });

/** Reads a page as a browser does, without showing it: milliseconds to its last byte, and bytes as sent. Errors: any answer but 200. */
function ask(url: string, cookie: string): Promise<{ ms: number; bytes: number }> {
  const from = performance.now();
  const headers = { cookie, accept: 'text/html', 'accept-encoding': 'gzip, br' };
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`${url} answered ${answer.statusCode}`));
        resolve({ ms: performance.now() - from, bytes });
      });
    }).on('error', reject);
  });
}

/**
 * When the page that is loading can be used, in milliseconds since its navigation began: the end of the last task over 50 ms, at
 * the least the first paint, once 2 s have passed without another.
 */
function untilInteractive(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let end = 0;
        let timer: ReturnType<typeof setTimeout>;
        const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
        const wait = () => {
          clearTimeout(timer);
          timer = setTimeout(() => resolve(Math.max(end, painted())), 2_000);
        };
        new PerformanceObserver((list) => {
          for (const each of list.getEntries()) end = Math.max(end, each.startTime + each.duration);
          wait();
        }).observe({ type: 'longtask', buffered: true });
        wait();
      }),
  );
}

async function openOnce(url: string, cookie: { name: string; value: string }, ready: string) {
  const browser = await chromium.launch(launchOptions());
  try {
    const context = await browser.newContext({ locale: 'es-CO', viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...cookie, url: new URL(url).origin }]);
    // tsx names the functions that it compiles, by a helper that a page has not.
    await context.addInitScript({ content: 'globalThis.__name = (it) => it;' });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(url, { waitUntil: 'load' });
    await page.locator(ready).first().waitFor();
    return { interactive: await untilInteractive(page), bytes };
  } finally {
    await browser.close();
  }
}

interface Looked {
  what: string;
  url: string;
  cookie: { name: string; value: string };
  /** What stands in the page once it can be used. */
  ready: string;
}

/** The pages of the agent and the client who have the most tickets, and of a client who has none. */
async function findPages({ desk }: World): Promise<Looked[]> {
  const [most] = await db.query<{ agent: string; client: string; number: number }>(
    sql`SELECT (SELECT assigned_to_id FROM tickets WHERE assigned_to_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS agent,
          (SELECT client_id FROM tickets GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS client,
          (SELECT max(number) FROM tickets) AS number`,
  );
  if (!most) throw new Error('There are no tickets.');
  const agent = await sessionCookie({ userId: most.agent });
  const client = await sessionCookie({ userId: most.client });
  const nobody = await sessionCookie(await makePerson('client'));
  const ready = '[data-desk][data-ready]';
  return [
    { what: 'desk, all tickets', url: `${desk.url}/desk?queue=all`, cookie: agent, ready },
    { what: 'desk, a ticket open', url: `${desk.url}/desk/tickets/${most.number}?queue=all`, cookie: agent, ready },
    { what: 'portal, whoever has most tickets', url: `${desk.url}/tickets`, cookie: client, ready: 'main h1' },
    { what: 'portal, nothing filed yet', url: `${desk.url}/tickets`, cookie: nobody, ready: 'main h1' },
  ];
}

const goalMs = 60;

/** One page in both worlds: a line for the server's time, one for what a slow hand waits for. */
async function measurePage({ plan, say }: Stage, big: Looked, small: Looked): Promise<Line[]> {
  const times = plan.isQuick ? 10 : 60;
  const serve = async ({ url, cookie }: Looked) => {
    const asked: { ms: number; bytes: number }[] = [];
    for (let index = -5; index < times; index += 1) {
      const answer = await ask(url, `${cookie.name}=${cookie.value}`);
      if (index >= 0) asked.push(answer);
    }
    return asked;
  };
  const runs = await inTurn([big, small], plan.runs, serve);
  const [ofBig, ofSmall] = [runs.get(big) ?? [], runs.get(small) ?? []];
  const middle = (run: { ms: number }[]) => percentiles(run.map(({ ms }) => ms)).p50;
  const shares = percentiles(ofBig.flat().map(({ ms }) => ms));
  const html = ofBig.at(-1)?.at(-1)?.bytes ?? 0;
  const server: Line = {
    section: 'pages',
    what: `${big.what}: the server`,
    unit: 'ms',
    hilo: spread(ofBig.map(middle)),
    ...shares,
    more: { html, small: percentiles(ofSmall.flat().map(({ ms }) => ms)) },
    ...(big.ready.includes('desk') ? { goal: `p95 < ${goalMs} ms`, isMet: shares.p95 < goalMs } : {}),
  };
  const visits: { interactive: number; bytes: number }[] = [];
  for (let run = 0; run < plan.runs; run += 1) visits.push(await openOnce(big.url, big.cookie, big.ready));
  const kB = Math.round((visits.at(-1)?.bytes ?? 0) / 1000);
  const usable: Line = {
    section: 'pages',
    what: `${big.what}: can be used, CPU 4 × slower, empty cache (${kB} kB, HTML ${Math.round(html / 1000)} kB)`,
    unit: 'ms',
    hilo: spread(visits.map(({ interactive }) => interactive)),
    more: { bytes: visits.at(-1)?.bytes },
  };
  for (const { what, hilo, p95 } of [server, usable])
    say(`${what}: ${figure(hilo.median)} ms${p95 === undefined ? '' : `, p95 ${figure(p95)}`}`);
  return [server, usable];
}

/** The desk's and the portal's pages in the big world, beside the small one: the server's time, what is sent, a slow hand. */
export async function pagesSection(stage: Stage): Promise<Line[]> {
  const small = await findPages(await stage.world('small'));
  const big = await findPages(await stage.world('big'));
  const lines: Line[] = [];
  for (const [index, page] of big.entries()) lines.push(...(await measurePage(stage, page, small[index] ?? page)));
  return lines;
}
