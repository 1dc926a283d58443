// Longer than most: the walk through all that was planted, in its order.
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { launchOptions } from '@/bin/browser.mjs';
import { type Person, sessionCookie } from '@/e2e/support/people';
import type { Arena, Attack, Outcome } from './attack';
import { type Payload, xssCorpus } from './xss-corpus';
import { shownAtTimes, shownNowhere } from './xss-fields';
import { line, plant } from './xss-plant';
import { go, openAll, pagesOf, pathsSaying, readyFor, scrollThrough } from './xss-walk';
import { type Look, openCanary, type Reader, strange, watch } from './xss-watch';
import { markWord } from './xss-writer';

interface Walk {
  pages: Record<Reader, Page>;
  /** Looks at what is there now that the browser has been led to `place`; `says` must be to be read there. */
  at(page: Page, place: string, says?: string): Promise<void>;
  looked: () => number;
  /** Words of marked texts that were to be read somewhere. */
  read: Set<string>;
  find(what: string): void;
}

async function pageOf(
  browser: Browser,
  url: string,
  person: Person | undefined,
  bypassCSP: boolean,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    bypassCSP,
    viewport: { width: 1440, height: 900 },
    locale: 'es-CO',
    // Nothing is drawn for anybody, and nothing fades.
    reducedMotion: 'reduce',
  });
  if (person) await context.addCookies([{ ...(await sessionCookie(person)), url, httpOnly: true, sameSite: 'Lax' }]);
  return context;
}

/** Types a payload where people type on the desk: the composer with its preview, mentions, the palette, the search box. */
async function typeOnDesk(
  { pages: { agent: page }, at }: Walk,
  thread: number,
  payloads: readonly Payload[],
): Promise<void> {
  await go(page, `/desk/tickets/${thread}?queue=all`);
  await page.locator('[data-desk][data-ready]').waitFor({ state: 'attached' });
  const form = page.locator('form').filter({ has: page.getByRole('tab', { name: 'Responder' }) });
  await form.getByRole('tab', { name: 'Nota interna' }).click();
  await form.getByRole('textbox').fill('');
  await form.getByRole('textbox').pressSequentially('@<im');
  await at(page, 'desk: whom to mention');
  await page.keyboard.press('Escape');
  await form.getByRole('textbox').fill(
    payloads
      .map(({ text }) => text)
      .join('\n\n')
      .slice(0, 19_000),
  );
  await form.getByRole('button', { name: 'Vista previa' }).click();
  await at(page, 'desk: the preview of the composer');
  await page.locator('body').click({ position: { x: 5, y: 400 } });
  for (const text of ['<img', '{{', ...payloads.filter((_, index) => index % 80 === 0).map((each) => each.text)]) {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Buscar y actuar' }).getByRole('combobox');
    await palette.fill(text.replace(/\p{Cc}/gu, ' ').slice(0, 200));
    await at(page, `desk: the palette asked for ${text}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
}

/** Looks at one page after another, each reader in a window of their own and all of them at once. */
async function inTurns(looks: readonly Look[], look: (each: Look) => Promise<void>): Promise<void> {
  const readers = new Set(looks.map(({ as }) => as));
  await Promise.all(
    [...readers].map(async (reader) => {
      for (const each of looks.filter(({ as }) => as === reader)) await look(each);
    }),
  );
}

async function walk(
  arena: Arena,
  { pages, at, looked, read, find }: Walk,
  corpus: readonly Payload[],
): Promise<Record<string, unknown>> {
  const planted = await plant(arena.world, corpus, arena.isQuick ? 4 : 1);
  arena.say(`xss: ${planted.taken} texts planted, refused ${JSON.stringify(planted.refused)}`);
  for (const what of planted.amiss) find(what);
  const { desk, isQuick } = arena;
  for (const [role, person] of [
    ['client', planted.client],
    ['agent', planted.agent],
    ['admin', arena.world.admin],
  ] as const) {
    const cookie = await sessionCookie(person);
    await pages[role].context().addCookies([{ ...cookie, url: desk.url, httpOnly: true, sameSite: 'Lax' }]);
  }
  await inTurns(planted.looks, async (look) => {
    const { as, path } = look;
    await go(pages[as], path);
    await readyFor(pages[as], look);
    await at(pages[as], `${as} ${path}`);
    if (!isQuick) await openAll(pages[as], () => at(pages[as], `${as} ${path}, opened`), 10);
  });
  await inTurns(pagesOf(planted), async ({ as, path }) => {
    const page = pages[as];
    await go(page, path);
    await at(page, `${as} ${path}`);
    const look = () => at(page, `${as} ${path}, opened`);
    await scrollThrough(page, look, isQuick ? 2 : 60);
    await openAll(page, look, isQuick ? 3 : 60);
    arena.say(`xss: seen ${as} ${path}`);
  });
  // Portal: the list's other pages; both: tickets, one of each kind or each.
  const kinds = new Set<string>();
  for (const [index, number] of planted.numbers.entries()) {
    const kind = corpus[index]?.kind ?? '';
    if (number === 0 || (isQuick && (kinds.has(kind) || kind < 'o'))) continue;
    kinds.add(kind);
    const looks = [
      [pages.client, `/tickets/${number}`],
      [pages.agent, `/desk/tickets/${number}?queue=all`],
    ] as const;
    await Promise.all(
      looks.map(async ([page, path]) => {
        await go(page, path);
        await at(page, path, line(corpus[index]?.text ?? '', 200));
      }),
    );
    if (index % 100 === 0) arena.say(`xss: seen ticket ${index} of ${planted.numbers.length}`);
  }
  const told = isQuick
    ? [`"'></title></script><svg onload=__xss(-3)>`, 'javascript:__xss(-4)']
    : corpus.filter((_, index) => index % 10 === 0).map(({ text }) => text);
  for (const text of told) {
    const paths = pathsSaying(text).filter(
      // In short: what can only do harm as an address, where an address is asked for.
      ({ path }) => !isQuick || !text.startsWith('javascript:') || path.includes('callbackUrl'),
    );
    await inTurns(paths, async ({ as, path }) => {
      await go(pages[as], path);
      await at(pages[as], `${as} ${path}`);
    });
  }
  await typeOnDesk({ pages, at, looked, read, find }, planted.thread, corpus);
  for (const path of [
    '/v2/export',
    '/v2/support-tickets?limit=100',
    `/v2/clients/${planted.clientId}/notes`,
    '/v2/openapi.json',
    '/docs',
  ]) {
    await go(pages.agent, path);
    await at(pages.agent, `opened ${path}`);
  }
  const shown = new Set([...planted.marks].filter(([word]) => read.has(word)).map(([, place]) => place));
  for (const place of new Set(planted.marks.values())) {
    if (place in shownAtTimes) continue;
    const isException = place in shownNowhere;
    if (shown.has(place) === isException)
      find(
        `what was written into ${place} is shown ${isException ? 'after all' : 'on no page that was looked at'}: attack/xss-fields.ts`,
      );
  }
  return { planted: planted.taken, refused: planted.refused, looked: looked(), places: shown.size };
}

/**
 * How many payloads are noticed, and how many scripts run, where nothing stops them: put as they are into a page that forbids
 * nothing. Who notices nothing there would notice nothing anywhere.
 */
async function noticedWhereOpen(
  browser: Browser,
  arena: Arena,
  { url: canary, heard }: { url: string; heard: string[] },
  corpus: readonly Payload[],
) {
  const context = await pageOf(browser, arena.desk.url, undefined, true);
  const seen: string[] = [];
  await watch(context, (what) => seen.push(what));
  let noticed = 0;
  const opened: Page[] = [];
  for (const { text } of corpus) {
    // A page of its own: the one before may be on its way elsewhere.
    const page = await context.newPage();
    opened.push(page);
    // What has to be fetched first runs late: its page stays while eight others are made.
    await opened.at(-9)?.close();
    await page.goto('/healthz');
    await page.evaluate((html) => {
      document.body.innerHTML = html;
    }, text);
    // Some take the page elsewhere at once, which nobody could overlook.
    const found = await strange(page, canary).catch((error: Error) => {
      if (/navigation/.test(error.message)) return ['elsewhere'];
      throw error;
    });
    if (found.length > 0) noticed += 1;
  }
  const told = () => ({ noticed, ran: seen.filter((what) => what.endsWith('ran')).length, asked: heard.length });
  for (let tries = 0; tries < 50 && isBlind(told(), arena.isQuick); tries += 1) await wait(200);
  await context.close();
  return told();
}

interface Noticed {
  noticed: number;
  ran: number;
  asked: number;
}

const isBlind = ({ noticed, ran, asked }: Noticed, isQuick: boolean) =>
  noticed < (isQuick ? 25 : 120) || ran < 5 || asked < 3;

/** What a page says; and what it says in its fields, addresses and hints, unless it is no page of ours but an answer opened as one. */
const textsOf = (page: Page) =>
  page.evaluate(() => {
    const text = document.body.textContent ?? '';
    if (document.contentType !== 'text/html') return { text, all: '' };
    // What a script brings along is not shown yet.
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (!walker.currentNode.parentElement?.closest('script, style')) texts.push(walker.currentNode.textContent ?? '');
    const typed = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
    const hinted = [...document.querySelectorAll('[href], [title], [aria-label]')].flatMap((each) =>
      ['href', 'title', 'aria-label'].map((name) => each.getAttribute(name) ?? ''),
    );
    return { text, all: [texts.join(''), ...typed, ...hinted].join('\n') };
  });

/** Plants the corpus and walks Chromium through all that shows it; the content security policy is off unless said otherwise. */
export async function attackByXss(arena: Arena, { isPolicyOn = false } = {}): Promise<Outcome> {
  const canary = await openCanary();
  const corpus = xssCorpus(canary.url);
  const findings = new Set<string>();
  const read = new Set<string>();
  const places = new Map<BrowserContext, string>();
  let count = 0;
  const browser = await chromium.launch(launchOptions());
  try {
    const contexts = await Promise.all([0, 1, 2, 3].map(() => pageOf(browser, arena.desk.url, undefined, !isPolicyOn)));
    for (const context of contexts)
      await watch(context, (what) =>
        findings.add(`${what} — at ${places.get(context)?.slice(0, 300) ?? 'nowhere yet'}`),
      );
    const [client, agent, admin, stranger] = await Promise.all(contexts.map((context) => context.newPage()));
    if (!client || !agent || !admin || !stranger) throw new Error('no pages');
    const at = async (page: Page, where: string, says = '') => {
      places.set(page.context(), where);
      count += 1;
      const { text, all } = await textsOf(page);
      for (const word of all.match(markWord) ?? []) read.add(word);
      // What is not shown cannot be judged.
      if (!text.replace(/\s+/g, ' ').includes(says.replace(/\s+/g, ' ').trim()))
        findings.add(`does not show «${says}» — at ${where}`);
      for (const what of await strange(page, canary.url)) findings.add(`${what} — at ${where.slice(0, 300)}`);
    };
    const open = await noticedWhereOpen(
      browser,
      arena,
      canary,
      corpus.filter((_, index) => !arena.isQuick || index % 4 === 0),
    );
    canary.heard.length = 0;
    if (isBlind(open, arena.isQuick)) findings.add(`the watch is blind: ${JSON.stringify(open)}`);
    const find = (what: string) => findings.add(what);
    const pages = { client, agent, admin, stranger };
    const figures = await walk(arena, { pages, at, looked: () => count, read, find }, corpus);
    for (const told of arena.desk
      .output()
      .split('\n')
      // That the database has no connection left is answered by a 503, after which writes and pages are asked again.
      .filter((each) => /"level":(50|60)|⨯/.test(each) && !/timeout|every connection of the pool/.test(each)))
      findings.add(`the server failed: ${told.slice(0, 500)}`);
    for (const heard of canary.heard) findings.add(`the canary heard ${heard}`);
    const saw = `${corpus.length} payloads, ${count} looks, policy ${isPolicyOn ? 'on' : 'off'}`;
    return { tried: corpus.length, findings: [...findings], saw, figures: { ...figures, open } };
  } finally {
    await browser.close();
    canary.close();
  }
}

export const xssAttack: Attack = {
  name: 'xss',
  what: 'a corpus of scripts in every text, shown in Chromium without the policy that would stop them',
  async run(arena) {
    const off = await attackByXss(arena);
    if (arena.isQuick) return off;
    // Once more with it: whatever it would have to stop stands in the console.
    const on = await attackByXss(arena, { isPolicyOn: true });
    return {
      ...off,
      tried: off.tried + on.tried,
      findings: [...off.findings, ...on.findings],
      saw: `${off.saw}; ${on.saw}`,
    };
  },
};
