// Longer than most: each kind of file that has hurt a help desk, on the way that every file takes.
import { mkdtemp, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { storage } from '@/lib/platform/storage-place';
import { blackPng, gif, lyingJpeg, noise, phoneJpeg, zip } from '@/lib/platform/testing-pictures';
import { makeActor } from '@/prisma/factories';
import { findType, headBytes } from './commands/find-type';
import { keepUpload } from './commands/keep';
import { makeThumbnailOf } from './commands/make-thumbnail';
import { removeUpload } from './commands/remove';
import { getReadable } from './queries/readable';
import { servedAs } from './rules';

const mebi = 1024 * 1024;
let folder: string;
let actor: UserActor;

// A process for each picture, beside whatever else the machine does.
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-hostile-'));
  putEnv({ HILO_STORAGE: path.join(folder, 'files'), HILO_UPLOAD_MAX: String(64 * mebi) });
  actor = await makeActor('client');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function keep(bytes: Buffer, filename: string): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
  }
  return (await keepUpload(actor, chunks(), { filename })).id;
}

const rowOf = (id: string) => getReadable(actor, toPublicId('attachment', id));

async function thumbnailIn(id: string): Promise<Buffer | null> {
  const stream = await storage().read(`thumbnails/${id}.webp`);
  return stream && Buffer.concat(await stream.toArray());
}

const html = '<!doctype html><html><body><script>alert(1)</script></body></html>';
const entities = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "http://127.0.0.1:1/">]>`;
const svg = `${entities}<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><text>&file;&net;</text></svg>`;
const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, at) => `<!ENTITY ${'b'.repeat(at + 1)} "${`&${'b'.repeat(at) || 'a'};`.repeat(10)}">`).join('')}]><lolz>&${'b'.repeat(30)};</lolz>`;
const pdf =
  '%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n';
const zeros = () => Buffer.alloc(100 * mebi);
const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42\0\0\0\0mp42isom'), Buffer.from(html)]);
const manyFiles = () => zip(Array.from({ length: 2_000 }, (_, at) => ({ name: `f${at}`, data: Buffer.from('x') })));

type Case = [what: string, filename: string, bytes: () => Buffer | Promise<Buffer>, type: string, thumbnail: string];

const cases: Case[] = [
  ['a PNG of 900 million pixels', 'a.png', () => blackPng(30_000, 30_000, 1), 'image/png', 'failed'],
  ['a GIF of 20 000 frames', 'a.gif', () => gif(300, 200, 20_000), 'image/gif', 'made'],
  ['a GIF that claims to be vast', 'a.gif', () => gif(65_535, 65_535, 1, 65_535), 'image/gif', 'failed'],
  ['a JPEG that claims to be vast', 'a.jpg', () => lyingJpeg(65_500, 65_500), 'image/jpeg', 'failed'],
  [
    'half a PNG',
    'a.png',
    async () => (await noise(600, 600).png().toBuffer()).subarray(0, 3_000),
    'image/png',
    'failed',
  ],
  [
    'half a JPEG',
    'a.jpg',
    async () => (await noise(600, 600).jpeg().toBuffer()).subarray(0, 30_000),
    'image/jpeg',
    'failed',
  ],
  ['an SVG called PNG', 'a.png', () => Buffer.from(svg), 'image/svg+xml', 'none'],
  ['HTML called PNG', 'a.png', () => Buffer.from(html), 'text/html', 'none'],
  ['a PDF called PNG', 'a.png', () => Buffer.from(pdf), 'application/pdf', 'none'],
  ['XML that grows when it is read', 'a.xml', () => Buffer.from(laughs), 'application/xml', 'none'],
  ['100 MiB of nothing, gzipped', 'a.gz', () => gzipSync(zeros()), 'application/gzip', 'none'],
  ['100 MiB of nothing, zipped', 'a.zip', () => zip([{ name: 'a', data: zeros() }]), 'application/zip', 'none'],
  ['a ZIP of 2 000 files', 'a.zip', manyFiles, 'application/zip', 'none'],
  ['GIF and JavaScript at once', 'a.gif', () => Buffer.from('GIF89a/*\0\0\0\0*/=1;alert(1)'), 'image/gif', 'failed'],
  ['PDF and HTML at once', 'a.pdf', () => Buffer.from(pdf + html), 'application/pdf', 'none'],
  ['MP4 and HTML at once', 'a.mp4', () => mp4, 'video/mp4', 'none'],
  [
    'PNG and HTML at once',
    'a.html',
    async () => Buffer.concat([await noise(20, 20).png().toBuffer(), Buffer.from(html)]),
    'image/png',
    'made',
  ],
];

test.each(cases)('%s is what it is, and does no harm', async (_, filename, bytes, type, thumbnail) => {
  const id = await keep(await bytes(), filename);
  await makeThumbnailOf(id);
  const row = await rowOf(id);
  expect([row.type, row.thumbnail]).toEqual([type, thumbnail]);
  expect((await thumbnailIn(id)) !== null).toBe(thumbnail === 'made');
});

describe('a document that is a bomb is looked into no further than to tell its type', () => {
  const data = () => Buffer.concat([Buffer.from('<?xml'), Buffer.alloc(300 * mebi)]);

  test.each([
    ['[Content_Types].xml', undefined],
    ['[Content_Types].xml', 100],
    ['mimetype', 100],
    ['META-INF/MANIFEST.MF', 100],
    ['_rels/.rels', undefined],
  ])('%s, said to be of %s bytes', async (name, claimed) => {
    const bytes = zip([{ name, data: data(), claimed }]);
    expect(bytes.length).toBeLessThan(mebi);
    let most = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 5);
    try {
      const id = await keep(bytes, 'informe.docx');
      expect((await rowOf(id)).type).toMatch(/^application\//);
    } finally {
      clearInterval(watch);
    }
    expect(Math.max(most, process.memoryUsage.rss()) - before).toBeLessThan(150 * mebi);
  });
});

test('JPEG and ZIP at once: the thumbnail has none of the ZIP', async () => {
  const hidden = zip([{ name: 'secret.txt', data: Buffer.from('what is hidden') }]);
  const id = await keep(Buffer.concat([await noise(800, 600).jpeg().toBuffer(), hidden]), 'foto.jpg');
  await makeThumbnailOf(id);
  expect(await rowOf(id)).toMatchObject({ type: 'image/jpeg', thumbnail: 'made', width: 800, height: 600 });
  expect((await thumbnailIn(id))?.includes('secret.txt')).toBe(false);
});

test('a phone’s photograph: the thumbnail stands upright and tells no place', async () => {
  const bytes = await phoneJpeg(900, 600);
  expect((await sharp(bytes).metadata()).exif).toBeDefined();
  const id = await keep(bytes, 'IMG_0001.jpg');
  await makeThumbnailOf(id);
  expect(await rowOf(id)).toMatchObject({ thumbnail: 'made', width: 600, height: 900 });
  const made = await sharp((await thumbnailIn(id)) ?? undefined).metadata();
  expect(made).toMatchObject({ format: 'webp', width: 427, height: 640 });
  expect([made.exif, made.icc, made.xmp, made.iptc]).toEqual(Array(4).fill(undefined));
});

test.each<[string, () => Buffer | Promise<Buffer>]>([
  ['an SVG', () => Buffer.from(svg)],
  ['a PDF', () => Buffer.from(pdf)],
  ['a TIFF', () => noise(20, 20).tiff().toBuffer()],
])('%s taken for a PNG is still not drawn', async (_, bytes) => {
  const id = await keep(await bytes(), 'a.png');
  await db.query(sql`UPDATE uploads SET type = 'image/png', thumbnail = 'pending' WHERE id = ${id}::uuid`);
  await makeThumbnailOf(id);
  expect((await rowOf(id)).thumbnail).toBe('failed');
});

test('a storage that is away fails no picture', async () => {
  const id = await keep(await noise(20, 20).webp().toBuffer(), 'a.webp');
  await rename(path.join(folder, 'files'), path.join(folder, 'elsewhere'));
  try {
    await expect(makeThumbnailOf(id)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  } finally {
    await rename(path.join(folder, 'elsewhere'), path.join(folder, 'files'));
  }
  expect((await rowOf(id)).thumbnail).toBe('pending');
  await makeThumbnailOf(id);
  expect((await rowOf(id)).thumbnail).toBe('made');
});

test('of an upload that is removed meanwhile no thumbnail is left', async () => {
  const ids = await Promise.all(
    [21, 22, 23, 24].map(async (side) => keep(await noise(side, side).png().toBuffer(), 'a.png')),
  );
  await Promise.all(ids.flatMap((id) => [makeThumbnailOf(id), removeUpload(id, sql`true`)]));
  const second = await keep(await noise(25, 25).png().toBuffer(), 'a.png');
  await makeThumbnailOf(second);
  await removeUpload(second, sql`true`);
  expect(await Promise.all([...ids, second].map(thumbnailIn))).toEqual(Array(5).fill(null));
});

test('whatever bytes begin with, telling their type neither fails nor lets a page run', async () => {
  const starts = [
    ...[
      'GIF89a',
      '%PDF-1.',
      'PK\x03\x04',
      'Rar!',
      'RIFF',
      'OggS',
      'fLaC',
      'ID3',
      'BM',
      'II*\0',
      'MM\0*',
      '{\\rtf',
      '%!PS',
    ],
    ...[
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      '\x1f\x8b',
      '\x1aE\xdf\xa3',
      '\0\0\0\x18ftyp',
      '\x30\x26\xb2\x75\x8e\x66\xcf\x11',
      '<?xml',
    ],
    ...[
      '<svg',
      '<html',
      '<!doctype html',
      '\xef\xbb\xbf',
      '\xff\xfe',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      '-----BEGIN',
      'BEGIN:VCARD',
      '',
    ],
  ].map((text) => Buffer.from(text, 'latin1'));
  const bytes = fc
    .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 4_000 }), fc.nat({ max: 60_000 }))
    .map(([start, rest, zeroes]) => Buffer.concat([start, rest, Buffer.alloc(zeroes)]).subarray(0, headBytes));
  const name = fc.constantFrom('a.png', 'a.html', 'a.svg', 'a.txt', 'a', 'a.docx', 'a.pdf');
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), name, async (head, isWhole, filename) => {
      const type = await findType(head, { isWhole, filename });
      expect(type).toMatch(/^[a-z]+\/[\w.+-]+$/);
      const served = servedAs(type);
      if (/html|xml|script/.test(type)) expect(served.isInline).toBe(false);
      // What is not known for certain to be something else is not shown.
      if (/^\s*<(!doctype html|html|svg|\?xml|script)/i.test(head.toString('latin1'))) {
        expect(served.isInline && served.type !== 'text/plain; charset=utf-8').toBe(false);
      }
    }),
    { numRuns: 1_500 },
  );
});

test('the memory of this process does not grow with what passes through', async () => {
  const padded = Buffer.concat([blackPng(8_000, 7_500, 8), Buffer.alloc(20 * mebi)]);
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  try {
    for (let round = 0; round < 3; round++) {
      const id = await keep(padded, 'a.png');
      await makeThumbnailOf(id);
      expect((await rowOf(id)).thumbnail).toBe('made');
    }
  } finally {
    clearInterval(watch);
  }
  expect(most - before).toBeLessThan(150 * mebi);
});
