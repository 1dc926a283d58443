import { tryWorkerKilled } from '@/faults/worker-killed';
import { expect, test } from '../fixtures';

// The short form of `npm run faults -- --only worker-killed`: docs/faults.md.
test('who does the jobs is killed amid six kinds of them: each is done once by whoever comes after', async () => {
  test.setTimeout(300_000);
  const { broken, findings } = await tryWorkerKilled({ say: () => undefined, rounds: 1, isTimed: false }, ['during']);
  expect(broken).toEqual([]);
  expect(findings.found).toBeGreaterThan(0);
});
