import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { withArena } from '@/attack/arena';
import { proxyless } from '@/attack/proxyless';

// A build and a desk of its own: the others' goes on calling proxy.ts.
test('without proxy.ts every page and route refuses by itself', async () => {
  test.setTimeout(180_000);
  const dist = (await proxyless.rebuild?.(process.env.HILO_DIST_DIR ?? '.next-test')) ?? '';
  try {
    const more = { ...proxyless.env, HILO_DIST_DIR: dist };
    const { findings, tried } = await withArena({ isQuick: true, more }, proxyless.run);
    expect(findings).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
});
