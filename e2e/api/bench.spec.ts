import { withBare } from '@/bench/beside-bare';
import { measureCreate } from '@/bench/create-ticket';
import { seedRequests } from '@/bench/requests';
import { env, putEnv } from '@/lib/platform/env';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import { expect, test } from '../fixtures';
import { serveDesk } from '../support/desk';

test('the benchmark of filing runs, and both servers write the same rows', async () => {
  const ours = env().DATABASE_URL;
  const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  try {
    const [deskDatabase, bareDatabase] = [(await copyDatabase(postgres)).url, (await copyDatabase(postgres)).url];
    const desk = await serveDesk(deskDatabase);
    try {
      const plan = { connections: [2], runs: 1, seconds: 1 };
      const [seeded, bareSeeded] = [await seedRequests(deskDatabase, 0), await seedRequests(bareDatabase, 0)];
      const lines = await withBare(bareDatabase, (url) =>
        measureCreate(
          [
            { url: desk.url, seeded },
            { url, seeded: bareSeeded },
          ],
          plan,
          () => undefined,
        ),
      );
      const measured = lines.map((line) => [line.what, line.hilo.median > 0, (line.bare?.median ?? 0) > 0]);
      expect(measured).toEqual([
        ['2 connections', true, true],
        ['2 connections, with Idempotency-Key', true, true],
      ]);
    } finally {
      await desk.stop();
    }
  } finally {
    putEnv({ DATABASE_URL: ours });
    await postgres.stop();
  }
});
