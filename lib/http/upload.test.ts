import { expect, test } from 'vitest';
import { whileSent } from './upload';

test('one person sends so many files at once and no more; nobody else waits for them', async () => {
  const request = new Request('http://localhost/v2/attachments', { method: 'POST' });
  const ends: (() => void)[] = [];
  const send = (userId: string) =>
    whileSent(request, userId, () => new Promise<string>((resolve) => ends.push(() => resolve('kept'))));
  const first = Array.from({ length: 50 }, () => send('ana'));
  await expect(send('ana')).rejects.toMatchObject({ code: 'RATE_LIMITED', status: 429 });
  const others = send('leo');
  ends.shift()?.();
  expect(await first[0]).toBe('kept');
  const next = send('ana');
  await expect(send('ana')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  for (const end of ends) end();
  expect(await Promise.all([...first, others, next])).toEqual(Array(52).fill('kept'));
});

test('one that fails gives its place back', async () => {
  const request = new Request('http://localhost/v2/attachments', { method: 'POST' });
  for (let count = 0; count < 60; count++) {
    const fails = whileSent(request, 'eva', () => Promise.reject(new Error('no')));
    await expect(fails).rejects.toThrow('no');
  }
});
