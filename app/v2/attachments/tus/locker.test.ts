import { expect, test, vi } from 'vitest';
import { locker } from './locker';

const never = new AbortController().signal;

test('one holds an upload at a time, and is asked to let go by the next', async () => {
  const [first, second, other] = [locker.newLock('a'), locker.newLock('a'), locker.newLock('b')];
  const letGo = vi.fn();
  await first.lock(never, letGo);
  await other.lock(never, () => undefined);
  const order: string[] = [];
  const waiting = second.lock(never, () => undefined).then(() => order.push('second'));
  await vi.waitFor(() => expect(letGo).toHaveBeenCalledOnce());
  order.push('first lets go');
  await first.unlock();
  await waiting;
  expect(order).toEqual(['first lets go', 'second']);
  await second.unlock();
  await other.unlock();
  await first.lock(never, () => undefined);
  await first.unlock();
});

test('of many that wait each has its turn, and never two at once', async () => {
  let holding = 0;
  const turns = Array.from({ length: 20 }, async (_, index) => {
    const lock = locker.newLock('c');
    await lock.lock(never, () => undefined);
    holding += 1;
    expect(holding).toBe(1);
    await Promise.resolve();
    holding -= 1;
    await lock.unlock();
    return index;
  });
  expect((await Promise.all(turns)).sort((a, b) => a - b)).toHaveLength(20);
});

test('whoever leaves waits no longer', async () => {
  const [holder, waiter] = [locker.newLock('d'), locker.newLock('d')];
  await holder.lock(never, () => undefined);
  const leaving = new AbortController();
  const waiting = waiter.lock(leaving.signal, () => undefined);
  leaving.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await holder.unlock();
});
