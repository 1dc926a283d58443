import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { blackPng, gif, lyingJpeg, noise, phoneJpeg } from './testing-pictures';
import { BadPictureError, makeThumbnail } from './thumbnail';

const make = (bytes: Buffer) => makeThumbnail(Readable.from([bytes]), bytes.length);

const tiff = () => noise(60, 40).tiff().toBuffer();
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
);

// A process for each, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

describe('a thumbnail', () => {
  test.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)(
    'is made of a %s, no larger than its box',
    async (format) => {
      const { webp, width, height } = await make(await noise(800, 450).toFormat(format).toBuffer());
      expect([width, height]).toEqual([800, 450]);
      expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 640, height: 360 });
    },
  );

  test('of what is small is as small', async () => {
    const { webp, width, height } = await make(await noise(1, 3).png().toBuffer());
    expect([width, height]).toEqual([1, 3]);
    expect(await sharp(webp).metadata()).toMatchObject({ width: 1, height: 3 });
  });

  test('is turned as it is to be looked at, and tells nothing of where and by whom it was taken', async () => {
    const picture = await phoneJpeg(1200, 800);
    const before = await sharp(picture).metadata();
    expect(before.exif?.includes('Ada Lovelace')).toBe(true);
    expect(before).toMatchObject({ orientation: 6, icc: expect.any(Buffer) });
    const { webp, width, height } = await make(picture);
    expect([width, height]).toEqual([800, 1200]);
    const after = await sharp(webp).metadata();
    expect(after).toMatchObject({ width: 427, height: 640, hasProfile: false });
    expect([after.exif, after.icc, after.xmp, after.iptc, after.orientation]).toEqual(Array(5).fill(undefined));
    expect(webp.includes('Ada Lovelace')).toBe(false);
  });

  test('is of the first frame, however many there are', async () => {
    const { webp } = await make(gif(300, 200, 20_000));
    const made = await sharp(webp).metadata();
    expect(made).toMatchObject({ format: 'webp', width: 300, height: 200 });
    expect(made.pages).toBeUndefined();
  });

  test('is made of what is large and weighs little, as long as that is sane', async () => {
    const { width, height } = await make(blackPng(6_000, 4_000, 16, { rgba: true }));
    expect([width, height]).toEqual([6_000, 4_000]);
  });
});

describe('no thumbnail, and no second try, of', () => {
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['a PNG of 900 million pixels', () => blackPng(30_000, 30_000, 1)],
    ['a GIF that claims to be vast', () => gif(65_535, 65_535, 1, 65_535)],
    ['a JPEG that claims to be vast', () => lyingJpeg(65_500, 65_500)],
    ['half a PNG', async () => (await noise(900, 900).png().toBuffer()).subarray(0, 3_000)],
    ['half a JPEG', async () => (await noise(900, 900).jpeg().toBuffer()).subarray(0, 30_000)],
    ['half an AVIF', async () => (await noise(900, 900).avif({ effort: 0 }).toBuffer()).subarray(0, 30_000)],
    ['the head of a WebP', async () => (await noise(900, 900).webp().toBuffer()).subarray(0, 40)],
    ['what is no picture', () => Buffer.from('GIF89a, or so it says')],
    ['nothing', () => Buffer.alloc(0)],
    // These libvips could read, were it allowed to.
    ['an SVG', () => svg],
    ['a TIFF', tiff],
  ])('%s', async (_, bytes) => {
    await expect(make(await bytes())).rejects.toThrow(BadPictureError);
  });

  test.runIf(process.platform === 'linux')('what would take more memory than there is for it', async () => {
    const picture = blackPng(8_000, 8_000, 16, { rgba: true, interlaced: true });
    await expect(make(picture)).rejects.toThrow(BadPictureError);
  });
});

test('what could be read without the lock is what the lock keeps out', async () => {
  expect((await sharp(svg).metadata()).format).toBe('svg');
  expect((await sharp(await tiff()).metadata()).format).toBe('tiff');
  for (const bytes of [svg, await tiff()]) await expect(make(bytes)).rejects.toThrow('unsupported image format');
});

test('what goes wrong on our side is no fault of the picture', async () => {
  async function* away() {
    yield Buffer.from('GIF89a');
    throw new Error('the storage is away');
  }
  await expect(makeThumbnail(Readable.from(away()), 1000)).rejects.toThrow('the storage is away');
  // Fewer bytes than the row says, and more.
  const picture = await noise(60, 40).png().toBuffer();
  for (const size of [picture.length + 1, picture.length - 1]) {
    const failure = await makeThumbnail(Readable.from([picture]), size).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(BadPictureError);
  }
});

/** Of the processes that this one started: those that make thumbnails. */
function makers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(process.pid);
        return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('1000');
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe.runIf(process.platform === 'linux')('its process', () => {
  /** One that waits for the rest of its picture. */
  async function waiting() {
    const source = new Readable({ read: () => undefined });
    source.push('GIF89a');
    const made = makeThumbnail(source, 1000).catch((error: unknown) => error);
    const pid = await vi.waitUntil(
      () => makers().find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('thumbnail.mjs\0' + '1000')),
      { timeout: 10_000 },
    );
    // The shell has made way for Node.
    await vi.waitUntil(() => !readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('/bin/sh'), { timeout: 10_000 });
    return { source, made, pid };
  }

  test('knows nothing of our environment, and has little memory', async () => {
    process.env.HILO_SECRET_OF_TEST = 'nobody but us';
    const { source, made, pid } = await waiting();
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
    expect(
      names
        .map((line) => line.split('=')[0])
        .filter((name) => !['NODE_ENV', 'PWD', 'OLDPWD', '_', 'SHLVL'].includes(name ?? '')),
    ).toEqual([]);
    const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
    expect(limits).toMatch(/Max data size +1073741824 +1073741824/);
    expect(limits).toMatch(/Max file size +0 +0/);
    source.destroy(new Error('enough'));
    expect(await made).toMatchObject({ message: 'enough' });
    await vi.waitUntil(() => !makers().includes(pid), { timeout: 10_000 });
  });

  test.each([
    ['SIGSEGV', true],
    ['SIGKILL', true],
    // As when the whole service is told to end.
    ['SIGTERM', false],
    ['SIGINT', false],
  ] as const)('ended by %s: the picture’s fault: %s', async (signal, isBad) => {
    const { source, made, pid } = await waiting();
    process.kill(pid, signal);
    const error = await made;
    expect(error).toBeInstanceOf(Error);
    expect(error instanceof BadPictureError).toBe(isBad);
    expect(source.destroyed).toBe(true);
  });
});
