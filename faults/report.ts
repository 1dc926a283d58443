import { table } from '@/bench/table';
import type { Fault, FaultResult } from './fault';

const head = [
  'fault',
  'times',
  'acknowledged',
  'found',
  'duplicated',
  'unknown (there)',
  '503/507',
  'other 5xx',
  'slowest 5xx',
  'worst recovery',
  'orphans',
  'bytes without a row',
  'kept',
];

const ms = (value: number) => (value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(1)} s`);
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);

/** The table of all that was tried, and under it which promises were broken. */
export function report(results: FaultResult[], faults: Fault[]): string {
  const rows = results.map(({ fault, times, findings: found, worstRecoveryMs, broken }) => [
    faults.find(({ name }) => name === fault)?.about ?? fault,
    String(times),
    String(found.acknowledged),
    String(found.found),
    String(found.duplicated.length),
    `${found.unknown} (${found.unknownFound})`,
    String(found.unavailable),
    String(found.wrong5xx.length),
    found.unavailable + found.wrong5xx.length > 0 ? ms(found.slowest5xxMs) : '–',
    ms(worstRecoveryMs),
    String(sum(found.orphans) + (found.files?.leftAfterGrace.length ?? 0)),
    String(found.files?.unnamed.length ?? '–'),
    broken.length === 0 ? 'yes' : 'NO',
  ]);
  const notes = results.flatMap(({ fault, broken, more }) => [
    ...broken.map((line) => `- **${fault}**: ${line}`),
    ...(more && Object.keys(more).length > 0
      ? [
          `- ${fault}: ${Object.entries(more)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}`,
        ]
      : []),
  ]);
  return [table(head, rows), ...(notes.length > 0 ? [notes.join('\n')] : [])].join('\n\n');
}
