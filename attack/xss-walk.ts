import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Planted } from './xss-plant';
import type { Look } from './xss-watch';

/** Settles a page that may stream on for ever: what it shows first is there. */
async function rest(page: Page): Promise<void> {
  await page.waitForLoadState('load').catch(() => undefined);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/**
 * Goes to a page and waits until it is there; a download is none. A desk that has too much to do is asked again, as it says; what
 * fails all the same cannot be judged, and is an error.
 */
export async function go(page: Page, path: string): Promise<void> {
  const ask = async () => {
    const answer = await page.goto(path, { waitUntil: 'domcontentloaded' }).catch((error: Error) => {
      if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error;
    });
    return answer?.status() ?? 200;
  };
  let status = await ask();
  for (let again = 0; status === 503 && again < 5; again++) {
    await wait(2000);
    status = await ask();
  }
  if (status >= 500) throw new Error(`${path} answered ${status}`);
  await rest(page);
}

/** Opens what is to be opened, and waits a while for what comes then; whether it came, its marks tell. */
export async function readyFor(page: Page, { opens, says }: Look): Promise<void> {
  if (opens) await page.locator(opens).first().click();
  if (!says) return;
  const isSaid = (said: string) =>
    [
      document.body.textContent,
      ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
    ].some((text) => text?.includes(said));
  await page.waitForFunction(isSaid, says, { timeout: 10_000 }).catch(() => undefined);
}

/** Draws all of a list that draws only what is in sight. */
export async function scrollThrough(page: Page, look: () => Promise<void>, most: number): Promise<void> {
  for (let step = 0; step < most; step++) {
    const isMore = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('*')].filter(
        (each) => each.scrollHeight > each.clientHeight + 40 && /auto|scroll/.test(getComputedStyle(each).overflowY),
      );
      const moved = boxes.filter((box) => {
        const before = box.scrollTop;
        box.scrollTop += box.clientHeight;
        return box.scrollTop > before;
      });
      const before = window.scrollY;
      window.scrollBy(0, window.innerHeight);
      return moved.length > 0 || window.scrollY > before;
    });
    await rest(page);
    await look();
    if (!isMore) return;
  }
}

/**
 * Opens whatever says that it opens something (menus, tabs, drawers, pickers), looks, and closes it again. Nothing here writes:
 * what opens a thing does not do it.
 */
export async function openAll(page: Page, look: () => Promise<void>, most: number): Promise<void> {
  const openers = page
    .locator('main, body')
    .first()
    .locator('[aria-haspopup], [aria-expanded="false"], [role=tab][aria-selected=false]');
  const count = Math.min(await openers.count(), most);
  for (let at = 0; at < count; at++) {
    const opener = openers.nth(at);
    if (!(await opener.isVisible().catch(() => false))) continue;
    const isClicked = await opener.click({ timeout: 1500 }).then(
      () => true,
      () => false,
    );
    if (!isClicked) continue;
    await rest(page);
    await look();
    await page.keyboard.press('Escape');
  }
}

/** Addresses that say what the corpus says. */
export function pathsSaying(text: string): Look[] {
  const said = encodeURIComponent(text.toWellFormed());
  return [
    { path: `/tickets?q=${said}&status=${said}&category=${said}`, as: 'client' },
    { path: `/tickets/${said}`, as: 'client' },
    { path: `/desk?queue=${said}&q=${said}&sort=${said}#${said}`, as: 'agent' },
    { path: `/desk/tickets/${said}`, as: 'agent' },
    { path: `/desk/clients/${said}?status=${said}`, as: 'agent' },
    { path: `/settings/${said}`, as: 'agent' },
    { path: `/settings/webhooks/${said}?status=${said}&delivery=${said}`, as: 'agent' },
    { path: `/settings/people?q=${said}&role=${said}&after=${said}`, as: 'admin' },
    { path: `/sign-in?callbackUrl=${said}&error=${said}`, as: 'stranger' },
    { path: `/register?callbackUrl=${said}`, as: 'stranger' },
    { path: `/docs?${said}=${said}#${said}`, as: 'stranger' },
    { path: `/${said}`, as: 'stranger' },
    { path: `/v2/${said}?${said}`, as: 'client' },
    { path: `/v2/support-tickets?q=${said}`, as: 'client' },
    { path: `/v2/support-tickets?cursor=${said}&status=${said}`, as: 'client' },
    { path: `/api/auth/error?error=${said}`, as: 'stranger' },
    { path: `/api/auth/signin?callbackUrl=${said}&error=${said}`, as: 'stranger' },
    { path: `/api/auth/${said}`, as: 'stranger' },
  ];
}

/** Pages that show what was planted, by who looks at them. */
export function pagesOf({ thread, clientId, webhookId }: Planted): Look[] {
  return [
    { as: 'client', path: `/tickets/${thread}` },
    { as: 'client', path: '/tickets' },
    { as: 'client', path: '/tickets/new' },
    { as: 'client', path: '/settings/profile' },
    { as: 'agent', path: `/desk/tickets/${thread}?queue=all` },
    { as: 'agent', path: '/desk?queue=all' },
    { as: 'agent', path: '/desk?queue=mine' },
    { as: 'agent', path: `/desk/clients/${clientId}` },
    { as: 'agent', path: '/settings/macros' },
    { as: 'agent', path: '/settings/tokens' },
    { as: 'agent', path: '/settings/webhooks' },
    { as: 'agent', path: `/settings/webhooks/${webhookId}` },
    { as: 'agent', path: '/settings/notifications' },
    { as: 'admin', path: '/settings/people' },
    { as: 'admin', path: '/settings/teams' },
    { as: 'admin', path: '/settings/fields' },
    { as: 'admin', path: '/settings/tokens' },
  ];
}
