import { createHash } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import type { TicketObject } from '@/lib/tickets/schema';
import type { Person } from './people';

export interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The files of the message that is being written. */
export const files = (page: Page): Locator => page.locator('form').getByRole('list', { name: 'Archivos del mensaje' });

/** A file's row. */
export const row = (page: Page, name: string | RegExp): Locator =>
  files(page).getByRole('listitem').filter({ hasText: name });

/** Chooses files as with the button. */
export const choose = (page: Page, chosen: Chosen[]): Promise<void> =>
  page.locator('input[data-pick]').setInputFiles(chosen);

/** Bytes of which no two stretches are alike. */
export function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0, seed = size + 1; at < size; at += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = seed >>> 16;
  }
  return bytes;
}

/** What the browser lets happen to an element with a file: it is dropped on it, or pasted into it. */
export async function give(target: Locator, how: 'dragover' | 'drop' | 'paste', file: Chosen): Promise<void> {
  const data = await target.page().evaluateHandle(
    ([name, type, base64]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    [file.name, file.mimeType, file.buffer.toString('base64')] as const,
  );
  if (how !== 'paste') return target.dispatchEvent(how, { dataTransfer: data });
  await target.evaluate(
    (element, clipboardData) =>
      void element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
    data,
  );
}

/** Lets so many bytes a second out of the page; none lets all out. */
export async function slowDown(page: Page, bytesPerSecond?: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond ?? -1,
  });
}

/** What the page asks of the place for uploads, from here on. */
export function watchUploads(page: Page): { asked: { method: string; offset: string | undefined }[] } {
  const seen: { asked: { method: string; offset: string | undefined }[] } = { asked: [] };
  page.on('request', (request) => {
    if (!request.url().includes('/v2/attachments/tus')) return;
    seen.asked.push({ method: request.method(), offset: request.headers()['upload-offset'] });
  });
  return seen;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Holds that a message's files are these, in this order and byte by byte, as its reader gets them. */
export async function expectFiles(
  attachments: TicketObject['attachments'],
  reader: Person,
  expected: Pick<Chosen, 'name' | 'buffer'>[],
): Promise<void> {
  expect(attachments.map(({ filename }) => filename)).toEqual(expected.map(({ name }) => name));
  for (const [at, { buffer }] of expected.entries()) {
    const answer = await fetch(attachments[at]?.url ?? '', { headers: { authorization: `Bearer ${reader.token}` } });
    expect(answer.status).toBe(200);
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(buffer));
  }
}
