import type { Command } from 'commander';
import { withDatabase } from './database';
import { CommandError, printJson, printTable } from './terminal';

async function systemCli() {
  const { systemActor } = await import('@/lib/auth/actor');
  return systemActor('cli');
}

const minute = (time: string | null) => time?.slice(0, 16).replace('T', ' ') ?? '–';

async function list({ json }: { json?: boolean }): Promise<void> {
  const { presentWebhook } = await import('@/lib/webhooks/present');
  const rows = await withDatabase(async () => {
    const { listWebhooks } = await import('@/lib/webhooks/queries');
    return listWebhooks(await systemCli());
  });
  const webhooks = rows.map(presentWebhook);
  if (json) return printJson(webhooks);
  const state = ({ enabled, disabledReason }: (typeof webhooks)[number]) =>
    enabled ? 'on' : `off${disabledReason ? ` (${disabledReason})` : ''}`;
  const cells = webhooks.map((each) => [
    each._id,
    state(each),
    each.user.email,
    each.events.join(' ') || 'all',
    minute(each.failingSince),
    each.url,
  ]);
  printTable(['id', 'state', 'owner', 'events', 'failing since (UTC)', 'address'], cells);
}

interface DeliveriesOptions {
  status?: string;
  limit: string;
  json?: boolean;
}

async function deliveries(id: string, { json, ...options }: DeliveriesOptions): Promise<void> {
  const { listDeliveriesSchema } = await import('@/lib/webhooks/schema');
  const query = listDeliveriesSchema.safeParse(options);
  if (!query.success) throw new CommandError('--status is pending, delivered or failed; --limit 1 to 100.');
  const { presentDelivery } = await import('@/lib/webhooks/present');
  const { listDeliveries, webhookKey } = await import('@/lib/webhooks/queries');
  const key = webhookKey(id);
  const { rows } = await withDatabase(async () => listDeliveries(await systemCli(), key, query.data));
  const all = rows.map(presentDelivery);
  if (json) return printJson(all);
  const cells = all.map((each) => {
    const last = each.attempts.at(-1);
    const answer = last ? String(last.status ?? last.error ?? 'running') : '–';
    const count = String(each.attempts.length);
    return [each._id, each.type, each.status, minute(each.createdAt), count, answer, minute(each.nextAttemptAt)];
  });
  printTable(['id', 'type', 'status', 'made (UTC)', 'tries', 'last answer', 'next (UTC)'], cells);
}

/** `hilo webhook …`. */
export function registerWebhook(program: Command): void {
  const webhook = program.command('webhook').description('webhooks and what became of their deliveries');
  webhook
    .command('list')
    .description('list everybody’s webhooks, newest first')
    .option('--json', 'as JSON, for programs')
    .action(list);
  webhook
    .command('deliveries')
    .description('list the last deliveries of a webhook, newest first')
    .argument('<id>', 'as `webhook list` shows it: webhook_…')
    .option('--status <status>', 'only pending, delivered or failed')
    .option('--limit <count>', 'how many', '25')
    .option('--json', 'as JSON, for programs: with every attempt')
    .action(deliveries);
}
