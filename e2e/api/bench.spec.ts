import { benchCreate } from '@/bench/create-ticket';
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
      const measured = await benchCreate(plan, { deskUrl: desk.url, deskDatabase, bareDatabase }, () => undefined);
      expect(measured.map((each) => [each.server, each.perSecond > 0])).toEqual([
        ['Hilo', true],
        ['bare', true],
      ]);
    } finally {
      await desk.stop();
    }
  } finally {
    putEnv({ DATABASE_URL: ours });
    await postgres.stop();
  }
});
