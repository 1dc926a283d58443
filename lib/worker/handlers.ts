import { log } from '@/lib/platform/log';
import { reindexTickets } from '@/lib/tickets/jobs';
import { deliverWebhook } from '@/lib/webhooks/jobs';
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

/**
 * The jobs that wait for others' servers. They have places of their own, so that however many hang they keep none of the jobs
 * above from being done.
 */
export const senders: Record<string, JobHandler> = {
  'webhook.deliver': deliverWebhook,
};

/** When jobs run by themselves: cron lines in UTC. Of several instances one does it. */
export const schedule: { task: keyof typeof handlers; match: string }[] = [
  { task: 'maintenance.purge', match: '17 * * * *' },
];
