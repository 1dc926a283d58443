import { brokenPromises, type Findings } from './verify';

/** How a trial is held. */
export interface Trial {
  /** Fewer times. */
  isQuick: boolean;
  /** How often, where somebody said so. */
  times?: number;
  /** Tells whoever waits how far it is. */
  say(line: string): void;
}

/** What came of a fault, tried some number of times under one load. */
export interface FaultResult {
  fault: string;
  times: number;
  findings: Findings;
  /** From the moment the database answered to the moment the desk did, the longest of all, in milliseconds. */
  worstRecoveryMs: number;
  /** Each of them. */
  recoveries: number[];
  /** The promises that were broken, in words; none when all is well. */
  broken: string[];
  /** Figures of its own, for the JSON and the line under the table. */
  more?: Record<string, number | string>;
}

/** Something that goes wrong, and how it is brought about. */
export interface Fault {
  /** For `--only`. */
  name: string;
  /** A cell of the table. */
  about: string;
  /** It ends the desk, or sheds connections: a client's may break. */
  mayCut?: true;
  /** It ends the desk, or its database while it writes: bytes may be there whose row never came, until the desk clears them away. */
  mayLeaveBytes?: true;
  run(trial: Trial): Promise<FaultResult>;
}

/** Within which a desk is ready again after its database, in milliseconds. */
const recoveryGoalMs = 10_000;

/** Judges a trial. `also` are promises of the fault's own that were broken; `isTimed: false` on a machine that does other things. */
export function conclude(
  { name, mayCut, mayLeaveBytes }: Fault,
  trial: {
    times: number;
    findings: Findings;
    recoveries: number[];
    also?: string[];
    more?: FaultResult['more'];
    isTimed?: boolean;
  },
): FaultResult {
  const { times, findings, recoveries, also = [], more, isTimed = true } = trial;
  const worstRecoveryMs = Math.max(0, ...recoveries);
  const isLate = isTimed && worstRecoveryMs > recoveryGoalMs;
  const unnamed = findings.files?.unnamed.length ?? 0;
  const broken = [
    ...brokenPromises(findings, { isTimed }),
    ...(findings.cut > 0 && !mayCut ? [`${findings.cut} connections broke, though nobody was killed`] : []),
    ...(unnamed > 0 && !mayLeaveBytes ? [`${unnamed} files without a row, though nobody was killed`] : []),
    ...also,
    ...(isLate ? [`ready only ${Math.round(worstRecoveryMs)} ms after the database`] : []),
  ];
  return {
    fault: name,
    times,
    findings,
    worstRecoveryMs,
    recoveries: recoveries.map(Math.round),
    broken,
    ...(more && { more }),
  };
}
