import { log } from '@/lib/platform/log';
import { reindexTickets } from '@/lib/tickets/jobs';
import { purgeExpired } from './purge';

/** Does one job. `payload` is what was enqueued: parse it with the job's schema. Throwing means "try again later". */
export type JobHandler = (payload: unknown) => Promise<void>;

/** Every job's name and what does it. */
export const handlers: Record<string, JobHandler> = {
  async 'maintenance.purge'() {
    log().debug(await purgeExpired(), 'purged what had expired');
  },
  'tickets.reindex': reindexTickets,
};

/** When jobs run by themselves: cron lines in UTC. Of several instances one does it. */
export const schedule: { task: keyof typeof handlers; match: string }[] = [
  { task: 'maintenance.purge', match: '17 * * * *' },
];
