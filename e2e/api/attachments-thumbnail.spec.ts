import sharp from 'sharp';
import { blackPng, noise, phoneJpeg } from '@/lib/platform/testing-pictures';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';

interface State {
  data: { state: string; thumbnail: string; width: number | null; height: number | null; url: string };
}

/** Sends a file; gives the path of its state. */
async function upload(api: Api, bytes: Buffer, filename: string): Promise<string> {
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${filename}"`,
  };
  const sent = await api.send<{ data: { url: string } }>('POST', '/v2/attachments', { body: bytes, headers });
  expect(sent.status, sent.text).toBe(201);
  return new URL(sent.body.data.url).pathname.split('/').slice(0, 4).join('/');
}

const stateAt = async (api: Api, path: string) => (await api.get<State>(path)).body.data;

/** Waits for the worker of the server. */
async function untilDecided(api: Api, path: string): Promise<State['data']> {
  await expect.poll(async () => (await stateAt(api, path)).thumbnail, { timeout: 45_000 }).not.toBe('pending');
  return stateAt(api, path);
}

test('a thumbnail comes by itself, stands upright and carries no place', async ({ api, client, baseURL }) => {
  test.setTimeout(90_000);
  const photograph = await phoneJpeg(1200, 800);
  expect((await sharp(photograph).metadata()).exif).toBeDefined();
  const state = await untilDecided(api.client, await upload(api.client, photograph, 'IMG_0001.jpg'));
  expect(state).toMatchObject({ state: 'ready', thumbnail: 'made', width: 800, height: 1200 });
  const path = new URL(state.url, baseURL).pathname;
  const answer = await fetch(`${baseURL}${path}?thumbnail=1`, { headers: { authorization: `Bearer ${client.token}` } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
  const made = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  expect(made).toMatchObject({ format: 'webp', width: 427, height: 640 });
  expect([made.exif, made.icc, made.xmp, made.iptc]).toEqual(Array(4).fill(undefined));
});

test('a bomb gets none, and keeps nobody else’s from being made', async ({ api }) => {
  test.setTimeout(90_000);
  const bombs = await Promise.all(
    [1, 2, 3, 4].map((more) => upload(api.client, blackPng(30_000, 30_000 + more, 1), 'bomba.png')),
  );
  const picture = await upload(api.agent, await noise(300, 200).png().toBuffer(), 'captura.png');
  expect(await untilDecided(api.agent, picture)).toMatchObject({ thumbnail: 'made', width: 300, height: 200 });
  for (const bomb of bombs) {
    expect(await untilDecided(api.client, bomb)).toMatchObject({ state: 'ready', thumbnail: 'failed', width: null });
  }
});

test('what is no picture waits for none', async ({ api }) => {
  const path = await upload(api.client, Buffer.from('una carta'), 'carta.txt');
  expect(await stateAt(api.client, path)).toMatchObject({ state: 'ready', thumbnail: 'none', width: null });
});
