// A thread that tells a world while another writes it: one chunk for each message.
import { parentPort, workerData } from 'node:worker_threads';
import { generateWorld } from './generate';
import type { Ground, WorldPlan } from './tables';

const { plan, ground } = workerData as { plan: WorldPlan; ground: Ground };
const chunks = generateWorld(plan, ground);

parentPort?.on('message', () => {
  const { value: chunk } = chunks.next();
  parentPort?.postMessage(
    chunk ?? null,
    Object.values<Uint8Array<ArrayBuffer>>(chunk ?? {}).map((bytes) => bytes.buffer),
  );
});
