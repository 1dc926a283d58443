import path from 'node:path';
import { loadDirectRoutes } from '@/bin/server/direct-routes';
import { expect, test } from '../fixtures';

// How the compiled files tell their methods is Next's own affair (docs/decisions/0005): if it changes all goes on, at half the speed.
test('every route of the API in the build has its methods called directly', async () => {
  // All of them are loaded.
  test.setTimeout(180_000);
  const { methods } = await loadDirectRoutes(
    path.resolve(process.env.HILO_DIST_DIR ?? '.next-test'),
    'http://localhost',
  );
  expect(methods.size).toBeGreaterThan(60);
  expect([...methods].filter(([, names]) => names.length === 0)).toEqual([]);
  expect(methods.get('/v2/support-tickets')).toEqual(expect.arrayContaining(['GET', 'POST']));
});
