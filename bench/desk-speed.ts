import { chromium, type Page } from '@playwright/test';
import { launchOptions } from '@/bin/browser.mjs';
import { makePerson, sessionCookie } from '@/e2e/support/people';
import { closeDatabase } from '@/lib/platform/db';
import { type Line, type Section, spread } from './section';

/** Milliseconds from a key to the frame in which its ticket was painted. */
interface Strokes {
  p50: number;
  p95: number;
  max: number;
  count: number;
}

interface DeskSpeed {
  tickets: number;
  /** One `j` every quarter of a second. */
  human: Strokes;
  /** The key held down: thirty a second, measured where a ticket stood still at the end, and how many were shown on the way. */
  held: { keys: number; shown: number; lastAfter: number };
  /** Thousands of rows passed by: the longest frame, and the share of frames that took more than 50 ms. */
  scroll: { rows: number; longest: number; slow: number };
}

/** The goal: 95 of 100 keys show their ticket within this, in milliseconds. */
const goalMs = 100;

function strokesOf(times: number[]): Strokes {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), max: at(1), count: sorted.length };
}

/**
 * Puts a stopwatch into the page: for each `j`, from the key's own time stamp (when the browser had it, not when the page
 * heard it) to the first frame drawn after the next ticket, its title and its messages, stood in the document.
 */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown = () => {
      const head = document.querySelector('[data-ticket]');
      const isReady = head && !head.closest('[inert]') && document.querySelector('[data-thread] article');
      return isReady ? head.getAttribute('data-ticket') : null;
    };
    const times: number[] = [];
    const waiting: { at: number; from: string | null }[] = [];
    let last = shown();
    const passed: (string | null)[] = [];
    document.addEventListener('keydown', (event) => waiting.push({ at: event.timeStamp, from: last }), true);
    const look = () => {
      const now = shown();
      if (now !== null && now !== last) {
        last = now;
        passed.push(now);
        const done = waiting.splice(0).map((each) => each.at);
        // The frame with it is drawn after this one's callbacks: by the next, it is on the screen.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(...done.map((at) => performance.now() - at));
          channel.port2.postMessage(null);
        });
      }
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    Object.assign(window, { hiloTimes: times, hiloPassed: passed });
  });
}

const timesOf = (page: Page) => page.evaluate(() => (window as unknown as { hiloTimes: number[] }).hiloTimes.splice(0));
const passedOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { hiloPassed: string[] }).hiloPassed.splice(0).length);

async function scrollThrough(page: Page, rows: number): Promise<DeskSpeed['scroll']> {
  return page.evaluate(async (wanted) => {
    const list = document.querySelector<HTMLElement>('[data-list]');
    if (!list) throw new Error('no list');
    const frames: number[] = [];
    let last = performance.now();
    const reached = () => Number(list.querySelector('li:last-of-type')?.getAttribute('aria-posinset') ?? 0);
    list.scrollTop = 0;
    const until = performance.now() + 60_000;
    while (reached() < wanted && performance.now() < until) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - last);
      last = now;
      list.scrollTop += 120;
    }
    const slow = frames.filter((each) => each > 50).length / frames.length;
    return { rows: reached(), longest: Math.max(...frames.slice(1)), slow };
  }, rows);
}

/** Opens a desk with many tickets as an agent in a real browser and measures what the hand feels. */
async function measureDesk(
  desk: { url: string },
  { tickets, presses, rows }: { tickets: number; presses: number; rows: number },
  say: (line: string) => void,
): Promise<DeskSpeed> {
  const agent = await makePerson('agent');
  const cookie = await sessionCookie(agent);
  await closeDatabase();
  const browser = await chromium.launch(launchOptions());
  try {
    const context = await browser.newContext({ locale: 'es-CO', viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...cookie, url: desk.url }]);
    // tsx names the functions that it compiles, by a helper that a page has not.
    await context.addInitScript({ content: 'globalThis.__name = (it) => it;' });
    const page = await context.newPage();
    // The stream of events stays open: the network is never idle.
    await page.goto(`${desk.url}/desk?queue=all`);
    await page.locator('[data-desk][data-ready]').waitFor();
    await page.locator('[data-row]').first().click();
    await page.locator('[data-thread] article').first().waitFor();
    await watchKeys(page);
    say(`pressing j ${presses} times`);
    for (let index = 0; index < presses; index++) {
      await page.keyboard.press('j');
      await page.waitForTimeout(250);
    }
    const human = strokesOf(await timesOf(page));
    await passedOf(page);
    say('holding j');
    const held = 100;
    for (let index = 0; index < held; index++) {
      await page.keyboard.down('j');
      await page.waitForTimeout(33);
    }
    await page.keyboard.up('j');
    const end = performance.now();
    await page.waitForFunction(() => {
      const open = document.querySelector('[data-ticket]');
      return open && !open.closest('[inert]') && location.pathname.endsWith(`/${open.getAttribute('data-ticket')}`);
    });
    const lastAfter = performance.now() - end;
    const shown = await passedOf(page);
    say(`scrolling past ${rows} rows`);
    const scroll = await scrollThrough(page, rows);
    return { tickets, human, held: { keys: held, shown, lastAfter }, scroll };
  } finally {
    await browser.close();
  }
}

/** From a key to its ticket on the screen, and passing by thousands of rows. */
export const deskSection: Section = async ({ plan, say, world }) => {
  const { desk, tickets } = await world('big');
  const size = plan.isQuick ? { tickets, presses: 40, rows: 1_000 } : { tickets, presses: 200, rows: 3_000 };
  const speed = await measureDesk(desk, size, say);
  const { human, held, scroll } = speed;
  const line = (what: string, value: number, unit: string): Line => ({
    section: 'desk',
    what: `${what}, ${size.tickets} tickets`,
    hilo: spread([value]),
    unit,
  });
  return [
    {
      ...line('j to the next ticket painted', human.p50, 'ms'),
      p50: human.p50,
      p95: human.p95,
      goal: `p95 under ${goalMs} ms`,
      isMet: human.p95 < goalMs,
      more: speed,
    },
    line(`j held down (${held.shown} of ${held.keys} shown), the last one painted after`, held.lastAfter, 'ms'),
    line(`scrolling past ${scroll.rows} rows, longest frame`, scroll.longest, 'ms'),
    line('scrolling, frames over 50 ms', scroll.slow * 100, '%'),
  ];
};
