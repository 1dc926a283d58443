import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import { conclude, type Fault } from './fault';
import { attemptsOf, type Journal } from './journal';
import { amidLoad, startLoad } from './load';
import { type Supervised, supervise } from './supervisor';
import { type Findings, verify } from './verify';

/** The desk's own patience with those in flight is 10 s, with all else 30 s. */
const exitGoalMs = 15_000;

/** Asks a desk to end, under load, and starts it again: each time. Gives the exits and the recoveries. */
export async function terminateUnderLoad(
  desk: Supervised,
  { times, acknowledged, say }: { times: number; acknowledged: () => number; say: (line: string) => void },
): Promise<{ exits: { ms: number; status: number | null }[]; recoveries: number[] }> {
  const exits: { ms: number; status: number | null }[] = [];
  const recoveries: number[] = [];
  for (let time = 1; time <= times; time += 1) {
    await amidLoad(acknowledged, [300, 1_500]);
    const exit = await desk.terminate();
    exits.push(exit);
    recoveries.push((await desk.start()).recoveryMs);
    if (time % 5 === 0 || time === times) say(`ended ${time} of ${times} times, the last in ${Math.round(exit.ms)} ms`);
  }
  return { exits, recoveries };
}

/**
 * What of a journal, written without sending anything again, says that a request which was taken was not answered. A connection that
 * was idle may be closed just as the client sends: such a request was never read, so nothing of it may be there.
 */
export function unanswered(journal: Journal, findings: Findings): string[] {
  const broken = attemptsOf(journal).filter(({ outcome }) => outcome === 'broken');
  const fresh = broken.filter(({ isReused }) => !isReused).length;
  return [
    ...(findings.unknownFound > 0 ? [`${findings.unknownFound} requests were done and not answered`] : []),
    ...(fresh > 0 ? [`${fresh} requests broke on a connection that had not been idle`] : []),
    ...(findings.unavailable > 0 ? [`${findings.unavailable} requests were turned away`] : []),
  ];
}

/** A deploy: SIGTERM while requests are in flight. */
export const terminated: Fault = {
  name: 'sigterm',
  about: 'SIGTERM under load',
  // An idle connection may be closed on a sender: `unanswered` looks at each.
  mayCut: true,
  async run({ isQuick, say, times = isQuick ? 2 : 20 }) {
    const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL, { isDurable: true });
    try {
      const desk = await supervise((await copyDatabase(postgres)).url);
      try {
        await desk.start();
        const load = await startLoad({ url: desk.url, tokens: await desk.tokens(), retryShare: 0, pauseMs: 5 });
        const { exits, recoveries } = await terminateUnderLoad(desk, { times, acknowledged: load.acknowledged, say });
        const journal = await load.stop();
        const findings = await verify(journal, {
          databaseUrl: await desk.databaseUrl(),
          storageFolder: desk.storageFolder,
        });
        const worst = Math.max(...exits.map(({ ms }) => ms));
        const also = [
          ...unanswered(journal, findings),
          ...(exits.some(({ status }) => status !== 0) ? ['it did not end by itself, in peace'] : []),
          ...(worst > exitGoalMs ? [`it took ${Math.round(worst)} ms to end`] : []),
        ];
        const more = {
          'slowest exit': `${Math.round(worst)} ms`,
          'idle connections closed on a sender': findings.unknown,
        };
        for (const line of desk.failures()) say(line);
        return conclude(terminated, { times, findings, recoveries, also, more });
      } finally {
        await desk.stop();
      }
    } finally {
      await postgres.stop();
    }
  },
};
