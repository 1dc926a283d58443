import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { closeDatabase } from '@/lib/platform/db';
import { type Api, apiAt } from './support/api';
import { type Complaints, listenForComplaints } from './support/console';
import { deleteLeftovers, makePerson, type Person, sessionCookie, useDesk } from './support/people';

/** The API as each kind of caller, by a token of the test's own people. */
interface Callers {
  /** As the test's `client`, `agent` or `admin`. */
  client: Api;
  agent: Api;
  admin: Api;
  /** Without credentials. */
  stranger: Api;
  /** As anybody: a person, a token, or the headers that say who. */
  as(who: Person | string | Record<string, string>): Api;
  /** As a person's browser would call: by session cookie, from our own origin. */
  asBrowserOf(person: Person): Promise<Api>;
}

interface Fixtures {
  /** A person of this test alone; they exist once something asks for them. */
  client: Person;
  agent: Person;
  admin: Person;
  /** Makes one more person. */
  makePerson: typeof makePerson;
  /** A page signed in as the test's `client`, `agent` or `admin`, each in a browser context of its own. */
  asClient: Page;
  asAgent: Page;
  asAdmin: Page;
  /** A page signed in as anybody; `options` as of `browser.newContext`. */
  pageOf(person: Person, options?: BrowserContextOptions): Promise<Page>;
  api: Callers;
  /**
   * Fails on any accessibility problem of the page as it stands, or of what is `within` it, in its own theme or in both: WCAG 2.2
   * AA and axe's best practice.
   */
  axe(page: Page, themes?: 'both', within?: string): Promise<void>;
  /** Always on: nobody's webhooks and views outlive their test. */
  nothingLeft: undefined;
  /** Always on: fails a test whose pages wrote an error to the console or threw. `allow(pattern)` for what must be. */
  noConsoleErrors: Complaints;
}

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that see colours; all others find the same in either theme: a matter of style sheets, but for the name of its switch. */
const axeColourRules = ['color-contrast', 'link-in-text-block'];

async function checkAxe(page: Page, themes?: 'both', within?: string): Promise<void> {
  if (themes === 'both') {
    await page.emulateMedia({ colorScheme: 'dark' });
    await findNothing(page, within, (axe) => axe.withRules(axeColourRules));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await findNothing(page, within, (axe) => axe.withTags(axeTags));
}

async function findNothing(
  page: Page,
  within: string | undefined,
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
  // Half-way through a fade, colours are not what they will be; and what other tests do comes in at any time.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
  // No page of ours has frames of other origins, and to put their results together it would open a page and load itself once more.
  const axe = choose(new AxeBuilder({ page }).options({ resultTypes: ['violations'] })).setLegacyMode();
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  await page.emulateMedia({ reducedMotion: null });
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => `${node.target.join(' ')} | ${node.failureSummary}`),
  }));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

function isPerson(who: Person | Record<string, string>): who is Person {
  return 'userId' in who && 'role' in who;
}

function callersOf(url: string, { client, agent, admin }: Record<'client' | 'agent' | 'admin', Person>): Callers {
  const as = (who: Person | string | Record<string, string>): Api => {
    const token = typeof who === 'string' ? who : isPerson(who) ? who.token : undefined;
    return apiAt(url, token === undefined ? (who as Record<string, string>) : { authorization: `Bearer ${token}` });
  };
  return {
    client: as(client),
    agent: as(agent),
    admin: as(admin),
    stranger: apiAt(url),
    as,
    async asBrowserOf(person) {
      const { name, value } = await sessionCookie(person);
      return apiAt(url, { cookie: `${name}=${value}`, origin: url, 'sec-fetch-site': 'same-origin' });
    },
  };
}

export const test = base.extend<Fixtures, { deskUrl: string }>({
  deskUrl: [
    async ({}, use) => {
      await use(useDesk());
      await closeDatabase();
    },
    { scope: 'worker', auto: true },
  ],
  baseURL: ({ deskUrl }, use) => use(deskUrl),

  nothingLeft: [
    async ({}, use) => {
      await use(undefined);
      await deleteLeftovers();
    },
    { auto: true },
  ],
  client: async ({}, use) => use(await makePerson('client')),
  agent: async ({}, use) => use(await makePerson('agent')),
  admin: async ({}, use) => use(await makePerson('admin')),
  makePerson: ({}, use) => use(makePerson),
  api: ({ deskUrl, client, agent, admin }, use) => use(callersOf(deskUrl, { client, agent, admin })),

  noConsoleErrors: [
    async ({}, use) => {
      const allowed: RegExp[] = [];
      const complaints: Complaints = { list: [], allow: (pattern) => void allowed.push(pattern) };
      await use(complaints);
      const left = complaints.list.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      expect(left, 'errors in the browser’s console').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, noConsoleErrors }, use) => {
    listenForComplaints(context, noConsoleErrors);
    await use(context);
  },
  pageOf: async ({ browser, deskUrl, noConsoleErrors }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      listenForComplaints(context, noConsoleErrors);
      const cookie = await sessionCookie(person);
      await context.addCookies([{ ...cookie, url: deskUrl, httpOnly: true, sameSite: 'Lax' }]);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  asClient: async ({ pageOf, client }, use) => use(await pageOf(client)),
  asAgent: async ({ pageOf, agent }, use) => use(await pageOf(agent)),
  asAdmin: async ({ pageOf, admin }, use) => use(await pageOf(admin)),
  axe: ({}, use) => use(checkAxe),
});

export { expect };
