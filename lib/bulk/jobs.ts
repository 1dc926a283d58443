import { z } from 'zod';
import { mendBulk, runBulkInTurns } from './commands/run';

const runSchema = z.object({ jobId: z.uuid() });

/** `bulk.run`: goes on with a job. */
export function runBulkJob(payload: unknown): Promise<void> {
  return runBulkInTurns(runSchema.parse(payload).jobId);
}

/** `bulk.mend`: takes up what a killed process left. */
export async function mendBulkJobs(): Promise<void> {
  await mendBulk();
}
