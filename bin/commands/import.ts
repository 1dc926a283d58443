import type { Command } from 'commander';
import type { Outcome } from '@/lib/transfer/commands/import-tickets';
import type { ImportTicket } from '@/lib/transfer/rules';
import { withDatabase } from './database';
import { openReport, type Report, showProgress } from './import-report';
import type { ImportFormat, Source, SourceOptions } from './import-source';
import { CommandError } from './terminal';

interface ImportFlags {
  format?: string;
  source?: string;
  dryRun?: boolean;
  report?: string;
  clientAs?: string;
  staffAs?: string;
  timeZone?: string;
  dates?: string;
  encoding?: string;
  status: string[];
}

const formats = ['ndjson', 'zendesk', 'freshdesk'] as const;
const statuses = ['open', 'pending', 'in_progress', 'resolved', 'closed'] as const;

/** How much is written at once: as many tickets, messages or characters, whichever is reached first. */
const batchSize = { tickets: 100, messages: 500, characters: 2_000_000 };

function oneOf<Word extends string>(flag: string, value: string | undefined, words: readonly Word[]): Word | undefined {
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  if (!found) throw new CommandError(`${flag} is one of ${words.join(', ')}.`, 2);
  return found;
}

function statusesOf(pairs: string[]): SourceOptions['statuses'] {
  const read = pairs.map((pair) => {
    const at = pair.lastIndexOf('=');
    const status = oneOf('--status, after its “=”,', pair.slice(at + 1), statuses);
    if (at < 1 || !status) throw new CommandError('--status is like "on review=pending".', 2);
    return [pair.slice(0, at).trim().toLowerCase(), status] as const;
  });
  return Object.fromEntries(read);
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function isEncoding(name: string): boolean {
  try {
    return Boolean(new TextDecoder(name));
  } catch {
    return false;
  }
}

function sourceOptions(flags: ImportFlags): SourceOptions {
  const { timeZone, encoding } = flags;
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw new CommandError('--time-zone is a name such as America/Bogota.', 2);
  if (encoding !== undefined && !isEncoding(encoding))
    throw new CommandError('--encoding is a name such as windows-1252.', 2);
  return {
    format: oneOf<ImportFormat>('--format', flags.format, formats),
    dates: oneOf('--dates', flags.dates, ['dmy', 'mdy'] as const),
    statuses: statusesOf(flags.status),
    ...{ timeZone, encoding },
  };
}

/** Those who stand for others must be there: an import gives nobody an account that can be used. */
async function checkStandIns({ clientAs, staffAs }: ImportFlags) {
  const { findUserByEmail } = await import('@/lib/people/queries');
  const find = async (flag: string, email: string | undefined) => {
    if (email === undefined) return undefined;
    const user = await findUserByEmail(email);
    if (!user) throw new CommandError(`${flag}: there is no user ${email}.`);
    return user;
  };
  const [client, staff] = [await find('--client-as', clientAs), await find('--staff-as', staffAs)];
  if (staff && !staff.isStaff) throw new CommandError(`--staff-as: ${staff.email} does not work at this desk.`);
  return { clientAs: client?.email, staffAs: staff?.email };
}

interface Counts {
  made: number;
  known: number;
}

type Waiting = { line: number; ticket: ImportTicket; notes: string[] };

/** Takes the lines in batches through `write`, telling of those that are refused. */
async function importAll(
  source: Source,
  report: Report,
  write: (tickets: ImportTicket[]) => Promise<Outcome[]>,
): Promise<Counts> {
  const counts: Counts = { made: 0, known: 0 };
  const progress = showProgress();
  let waiting: Waiting[] = [];
  let size = { messages: 0, characters: 0 };
  const flush = async () => {
    const outcomes = waiting.length > 0 ? await write(waiting.map(({ ticket }) => ticket)) : [];
    for (const [index, { line, ticket, notes }] of waiting.entries()) {
      const outcome = outcomes[index];
      if (outcome?.kind === 'made') report.note(line, [...notes, ...outcome.notes]);
      if (outcome?.kind === 'refused') report.refuse(line, ticket.externalId, [outcome.problem]);
      else if (outcome) counts[outcome.kind] += 1;
    }
    waiting = [];
    size = { messages: 0, characters: 0 };
  };
  let lines = 0;
  for await (const { line, understood } of source.lines) {
    lines += 1;
    progress.update(lines);
    if ('problems' in understood) {
      report.refuse(line, understood.externalId, understood.problems);
      continue;
    }
    waiting.push({ line, ...understood });
    size.messages += understood.ticket.threads.length;
    size.characters += understood.ticket.threads.reduce((sum, { message }) => sum + message.length, 0);
    const isFull =
      waiting.length >= batchSize.tickets ||
      size.messages >= batchSize.messages ||
      size.characters >= batchSize.characters;
    if (isFull) await flush();
  }
  await flush();
  progress.done();
  return counts;
}

async function importFile(file: string, flags: ImportFlags): Promise<void> {
  const options = sourceOptions(flags);
  await withDatabase(async () => {
    const standIns = await checkStandIns(flags);
    const { openSource } = await import('./import-source');
    const source = await openSource(file, options);
    const { importTickets, ownSource } = await import('@/lib/transfer/commands/import-tickets');
    const name = flags.source ?? (source.format === 'ndjson' ? ownSource : source.format);
    if (!/^[\w.:-]{1,50}$/.test(name)) throw new CommandError('--source is a word of up to 50 letters.', 2);
    const { systemActor } = await import('@/lib/auth/actor');
    const report = await openReport(flags.report);
    const startedAt = performance.now();
    const isDryRun = flags.dryRun ?? false;
    const counts = await importAll(source, report, (tickets) =>
      importTickets(systemActor('cli'), tickets, { source: name, isDryRun, ...standIns }),
    ).finally(() => report.close());
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = Math.round((counts.made + counts.known) / Math.max(seconds, 0.001));
    const made = isDryRun ? 'would be made' : 'made';
    console.log(
      `${counts.made} ${made}, ${counts.known} known already, ${report.refused} refused, from ${name}: ` +
        `${seconds.toFixed(1)} s, ${rate} tickets a second`,
    );
    if (source.isCut())
      console.error(
        'hilo: the file does not end as an export does: it may have been cut. Export again, and import that too.',
      );
    if (report.refused > 0 || source.isCut()) process.exitCode = 1;
  });
}

/** `hilo import FILE`. */
export function registerImport(program: Command): void {
  const collect = (value: string, all: string[]) => [...all, value];
  program
    .command('import')
    .description('import tickets: an export of Hilo, or the CSV that Zendesk and Freshdesk export; again does no harm')
    .argument('<file>', 'or - for standard input')
    .option('--format <format>', 'ndjson, zendesk or freshdesk; found out when not said')
    .option('--source <name>', 'what the tickets are known by together with their ids; usually the format')
    .option('--dry-run', 'write nothing, tell what would be refused')
    .option('--report <file>', 'tell of refused lines there rather than on standard error')
    .option('--client-as <address>', 'whose tickets are that name no client’s address')
    .option('--staff-as <address>', 'who stands for staff whom this desk does not know')
    .option('--time-zone <name>', 'of times in a CSV that do not say: America/Bogota; otherwise UTC')
    .option('--dates <order>', 'dmy or mdy: which number of 03/04/2026 is the day')
    .option('--encoding <name>', 'of a CSV that is not UTF-8: windows-1252')
    .option(
      '--status <name=status>',
      'what a status of your own means here, as "on review=pending"; repeatable',
      collect,
      [],
    )
    .action(importFile);
}
