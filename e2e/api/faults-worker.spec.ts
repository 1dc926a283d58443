import { tryWorkerKilled } from '@/faults/worker-killed';
import { expect, test } from '../fixtures';

// The short form of `npm run faults -- --only worker-killed`: docs/faults.md.
test('who does the jobs is killed amid six kinds of them, and when they are done but not struck off: each is done once', async () => {
  test.setTimeout(480_000);
  const brief = { say: () => undefined, rounds: 1, isTimed: false };
  const { broken, findings } = await tryWorkerKilled(brief, ['during', 'after']);
  expect(broken).toEqual([]);
  expect(findings.found).toBeGreaterThan(0);
});
