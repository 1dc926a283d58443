import { type FilesFound, readFiles } from './files-left';
import { type Attempt, attemptsOf, isAcknowledged, isUnknown, type Journal, type Write } from './journal';
import { readLeftOver } from './left-over';
import { readWritten, type Written } from './written';

/** What came of a journal. */
export interface Findings {
  writes: number;
  acknowledged: number;
  /** Of those acknowledged, how many are there whole, exactly once. */
  found: number;
  /** Marks that are there more than once, whether acknowledged or not. */
  duplicated: string[];
  /** Acknowledged, and not there. */
  lost: string[];
  /** There, but not whole; with what is missing. */
  torn: string[];
  /** Not acknowledged and nobody knows, and how many of those are there. */
  unknown: number;
  unknownFound: number;
  /** Never sent, or refused, and there all the same. */
  unasked: string[];
  /** Answers 5xx that are not documented, or say not when to come again. */
  wrong5xx: string[];
  /** Documented 503 and 507. */
  unavailable: number;
  /** The slowest of those in milliseconds, with what it was, and the slowest answer of all. */
  slowest5xxMs: number;
  slowest5xx?: string;
  slowestMs: number;
  hangs: number;
  /** Requests whose connection broke amid the answer, or though it was new: one that was idle may be closed just as a client sends. */
  cut: number;
  /** Refusals of what was right: status and code, with how many. */
  refused: Record<string, number>;
  orphans: Record<string, number>;
  /** What the desk did not get done in its time, and how long it took over the rest (ms). */
  unfinished: Record<string, number>;
  settledMs: number;
  files?: FilesFound;
}

export interface VerifyOptions {
  databaseUrl: string;
  /** Where the desk keeps files; left out for a desk whose files are elsewhere. */
  storageFolder?: string;
  /** How long the desk may take to finish what was begun: a minute and a half when unsaid, for what is mended by the minute. */
  settleMs?: number;
}

function holdAgainst(write: Write, there: Written[], findings: Findings): void {
  const { mark, kind } = write;
  const [one] = there;
  const name = `${kind} ${mark}`;
  if (there.length > 1) findings.duplicated.push(name);
  const lacks = there.flatMap((each) => each.lacks);
  if (one && one.files !== write.files && kind !== 'outgoing') lacks.push(`${one.files} of ${write.files} files`);
  if (one && write.size !== undefined && one.size !== write.size) lacks.push(`${one.size} of ${write.size} bytes`);
  if (one && write.id && one.id !== write.id) lacks.push(`it is ${one.id}, said was ${write.id}`);
  if (one?.isWaiting) lacks.push('was not sent');
  if (lacks.length > 0) findings.torn.push(`${name}: ${lacks.join(', ')}`);
  if (isAcknowledged(write)) {
    findings.acknowledged += 1;
    if (there.length === 0) findings.lost.push(name);
    else if (there.length === 1 && lacks.length === 0) findings.found += 1;
  } else if (isUnknown(write)) {
    findings.unknown += 1;
    if (there.length > 0) findings.unknownFound += 1;
  } else if (there.length > 0) findings.unasked.push(name);
}

/** Outgoing replies stand in their own table and, once sent, as messages: of the message itself only that it is there once. */
function byMark(written: Written[], outgoing: Set<string>): Map<string, Written[]> {
  const all = new Map<string, Written[]>();
  for (const each of written) {
    if (each.kind === 'reply' && outgoing.has(each.mark)) continue;
    all.set(each.mark, [...(all.get(each.mark) ?? []), each]);
  }
  return all;
}

/**
 * Looks for everything that a journal has in the database, by its mark, and for what is left over there and, once the desk has cleared
 * away, among the files. The desk must be running, its worker too, and the load over.
 */
export async function verify(journal: Journal, options: VerifyOptions): Promise<Findings> {
  const { databaseUrl, storageFolder, settleMs = 90_000 } = options;
  const left = await readLeftOver(databaseUrl, settleMs);
  const outgoing = new Set(journal.writes.filter(({ kind }) => kind === 'outgoing').map(({ mark }) => mark));
  const written = byMark(await readWritten(databaseUrl, journal.prefix), outgoing);
  const attempts = attemptsOf(journal);
  const answered = attempts.filter(({ status, outcome }) => status !== undefined && outcome !== 'broken');
  const failed = answered.filter(({ status }) => (status ?? 0) >= 500);
  const refused: Record<string, number> = {};
  for (const { outcome, status, code } of attempts) {
    if (outcome !== 'refused' || status === 429 || code === 'IDEMPOTENCY_KEY_IN_USE') continue;
    const name = `${status} ${code ?? ''}`.trim();
    refused[name] = (refused[name] ?? 0) + 1;
  }
  // How long it was waited for, since it was asked or since the fault began.
  const waitOf = ({ at, ms }: Attempt) =>
    at + ms - Math.max(at, ...journal.faultsBegun.filter((begun) => begun <= at + ms));
  const [slowest] = failed.toSorted((a, b) => waitOf(b) - waitOf(a));
  const slowestOf = (attempt: Attempt) => {
    const what = attempt.what ?? journal.writes.find(({ attempts }) => attempts.includes(attempt))?.kind;
    return `${attempt.status} ${attempt.code ?? ''} to ${what ?? 'a read'}, asked at ${new Date(attempt.at).toISOString()}`;
  };
  const findings: Findings = {
    writes: journal.writes.length,
    acknowledged: 0,
    found: 0,
    duplicated: [],
    lost: [],
    torn: [],
    unknown: 0,
    unknownFound: 0,
    unasked: [],
    wrong5xx: failed
      .filter(({ outcome }) => outcome === 'wrong')
      .map(({ status, code }) => `${status} ${code ?? ''}`.trim()),
    unavailable: failed.filter(({ outcome }) => outcome === 'unavailable').length,
    slowest5xxMs: slowest ? waitOf(slowest) : 0,
    ...(slowest && { slowest5xx: slowestOf(slowest) }),
    slowestMs: Math.max(0, ...answered.map(({ ms }) => ms)),
    hangs: attempts.filter(({ outcome }) => outcome === 'hung').length,
    cut: attempts.filter(({ outcome, isReused, code }) => outcome === 'broken' && (!isReused || code === 'CUT_ANSWER'))
      .length,
    refused,
    ...left,
    ...(storageFolder && { files: await readFiles(databaseUrl, storageFolder) }),
  };
  for (const write of journal.writes) holdAgainst(write, written.get(write.mark) ?? [], findings);
  return findings;
}

/** Within which a 5xx must be answered, in milliseconds. */
const soonMs = 2_000;

/**
 * The promises that these findings break, in words; none when all is well. `isTimed: false` leaves out how long answers took, as on
 * a machine that does other things.
 */
export function brokenPromises(findings: Findings, { isTimed = true } = {}): string[] {
  const list = (what: string, names: string[]) =>
    names.length > 0 ? [`${names.length} ${what}: ${names.slice(0, 5).join('; ')}`] : [];
  const counts = (what: string, named: Record<string, number>) =>
    Object.entries(named).map(([name, count]) => `${what}: ${count} × ${name}`);
  const { files } = findings;
  return [
    ...list('acknowledged and lost', findings.lost),
    ...list('there twice', findings.duplicated),
    ...list('not whole', findings.torn),
    ...list('there without having been taken', findings.unasked),
    ...list('undocumented 5xx', [...new Set(findings.wrong5xx)]),
    ...(isTimed && findings.slowest5xxMs > soonMs
      ? [`a 5xx took ${Math.round(findings.slowest5xxMs)} ms (${findings.slowest5xx})`]
      : []),
    ...(findings.hangs > 0 ? [`${findings.hangs} requests hung`] : []),
    ...counts('refused what was right', findings.refused),
    ...counts('left over', findings.orphans),
    ...counts('not done in time', findings.unfinished),
    ...list('bytes missing', files?.missing ?? []),
    ...list('files that nobody names, and the desk has not cleared away', files?.leftAfterGrace ?? []),
  ];
}
