import { makeFileThumbnail, mendFiles, scanFile, sweepFiles } from '@/lib/attachments/jobs';
import { mendBulkJobs, runBulkJob } from '@/lib/bulk/jobs';
import { sendOutgoing } from '@/lib/outbox/jobs';
import { log } from '@/lib/platform/log';
import { readFreshWords } from '@/lib/search/jobs';
import { giveOutWaiting, routeNewTicket } from '@/lib/teams/jobs';
import { reindexTickets, wakeDueTickets, wakeTicket } from '@/lib/tickets/jobs';
import { deliverWebhook } from '@/lib/webhooks/jobs';
import { purgeExpired } from './purge';

/**
 * Does one job. `payload` is what was enqueued: parse it with the job's schema. Throwing means "try again later". `signal` says
 * that the process ends: only what may take long listens to it.
 */
export type JobHandler = (payload: unknown, signal: AbortSignal) => Promise<void>;

/** Every job's name and what does it. */
export const handlers: Record<string, JobHandler> = {
  async 'maintenance.purge'() {
    log().debug(await purgeExpired(), 'purged what had expired');
  },
  'outbox.send': sendOutgoing,
  'search.words': readFreshWords,
  'tickets.reindex': reindexTickets,
  'tickets.wake': wakeTicket,
  'tickets.wakeDue': wakeDueTickets,
  'teams.route': routeNewTicket,
  'teams.give': giveOutWaiting,
  'bulk.run': runBulkJob,
  'bulk.mend': mendBulkJobs,
  'attachments.mend': mendFiles,
};

/**
 * The jobs that wait for others' servers. They have places of their own, so that however many hang they keep none of the jobs
 * above from being done.
 */
export const senders: Record<string, JobHandler> = {
  'webhook.deliver': deliverWebhook,
};

/** The jobs that go through files, in places of their own for the same reason. */
export const fileJobs: Record<string, JobHandler> = {
  'attachments.scan': scanFile,
  'attachments.thumbnail': makeFileThumbnail,
  'attachments.sweep': sweepFiles,
};

/** When jobs run by themselves: cron lines in UTC. Of several instances one does it. */
export const schedule: { task: keyof typeof handlers | keyof typeof fileJobs; match: string }[] = [
  { task: 'maintenance.purge', match: '17 * * * *' },
  { task: 'search.words', match: '* * * * *' },
  // In case a process was killed with the job in its hands, or a moment was missed.
  { task: 'tickets.wakeDue', match: '* * * * *' },
  { task: 'teams.give', match: '*/2 * * * *' },
  { task: 'bulk.mend', match: '* * * * *' },
  { task: 'attachments.mend', match: '* * * * *' },
  { task: 'attachments.sweep', match: '47 * * * *' },
];
