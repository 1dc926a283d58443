import { chromium, type Response } from '@playwright/test';
import { launchOptions } from '@/bin/browser.mjs';
import { makePerson, sessionCookie } from '@/e2e/support/people';
import { closeDatabase } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { type Section, spread } from './section';

interface PageSize {
  path: string;
  /** Compressed bytes of all JavaScript that came over the wire. */
  bytes: number;
  /** The bytes after unpacking. */
  unpacked: number;
  files: { name: string; bytes: number }[];
}

/** What the client's new-ticket page may send: kB of 1,000 bytes. */
const goalBytes = 170_000;

/** Opens the new-ticket page as a client in a real browser with an empty cache and adds up the JavaScript it was sent. */
async function measureNewTicketPage(desk: {
  url: string;
  env: { DATABASE_URL: string; HILO_URL: string; HILO_SECRET: string };
}): Promise<PageSize> {
  putEnv(desk.env);
  const cookie = await sessionCookie(await makePerson('client'));
  await closeDatabase();
  const path = '/tickets/new';
  const browser = await chromium.launch(launchOptions());
  try {
    const context = await browser.newContext({ locale: 'es-CO' });
    await context.addCookies([{ ...cookie, url: desk.url }]);
    const page = await context.newPage();
    const scripts: Response[] = [];
    page.on('response', (response) => {
      if (/javascript/.test(response.headers()['content-type'] ?? '')) scripts.push(response);
    });
    const answer = await page.goto(desk.url + path, { waitUntil: 'networkidle' });
    if (answer?.status() !== 200 || new URL(page.url()).pathname !== path) {
      throw new Error(`${path} answered ${answer?.status()} at ${page.url()}`);
    }
    const files = await Promise.all(
      scripts.map(async (script) => ({
        name: new URL(script.url()).pathname.split('/').at(-1) ?? '',
        bytes: (await script.request().sizes()).responseBodySize,
        unpacked: (await script.body()).length,
      })),
    );
    if (files.length === 0) throw new Error(`${path} sent no JavaScript at all: it was not measured`);
    const add = (of: (file: (typeof files)[number]) => number) => files.reduce((sum, file) => sum + of(file), 0);
    return {
      path,
      bytes: add((file) => file.bytes),
      unpacked: add((file) => file.unpacked),
      files: files.sort((a, b) => b.bytes - a.bytes).map(({ name, bytes }) => ({ name, bytes })),
    };
  } finally {
    await browser.close();
  }
}

/** What the client's new-ticket page sends. */
export const pageSection: Section = async ({ desk }) => {
  const page = await measureNewTicketPage((await desk()).desk);
  return [
    {
      section: 'page',
      what: `compressed JavaScript of ${page.path}`,
      hilo: spread([page.bytes / 1000]),
      unit: 'kB',
      goal: `≤ ${goalBytes / 1000} kB`,
      isMet: page.bytes <= goalBytes,
      more: page,
    },
  ];
};
