import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { limitsStore } from '@/lib/platform/limits-store';

const windowSeconds = 60;
const policyName = 'minute';

/** How a key stands in its minute, with the request counted that asked. */
export interface Standing {
  limit: number;
  remaining: number;
  /** Until the minute is over: at least 1. */
  seconds: number;
  /** The request was one too many. */
  isOver: boolean;
}

/**
 * What this process knows of a key. Points are taken from Postgres a twentieth of the limit at a time and spent here, so that
 * a request seldom waits for its own count, and several processes share one limit.
 */
interface Bucket {
  limit: number;
  /** By a clock that nobody sets, `performance.now()`: a minute lasts a minute. */
  resetAt: number;
  /** Taken and not yet spent. */
  held: number;
  /** Not yet taken by anybody, as Postgres said last. */
  left: number;
  taking?: Promise<void>;
}

// Strangers have as many addresses as they like: what was used longest ago goes first. One that is over its limit and goes so is
// kept aside, to be refused at no cost until its minute is over.
const maxBuckets = 20_000;
// One for the process: Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & {
  hiloBuckets?: Map<string, Bucket>;
  hiloSpentBuckets?: Map<string, Bucket>;
};
shared.hiloBuckets ??= new Map();
const buckets = shared.hiloBuckets;
shared.hiloSpentBuckets ??= new Map();
const aside = shared.hiloSpentBuckets;

const limiters = new Map<number, RateLimiterPostgres>();

function limiterOf(limit: number): RateLimiterPostgres {
  const known = limiters.get(limit);
  if (known) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: limitsStore,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'api',
    points: limit,
    duration: windowSeconds,
    // While the database is away each process counts for itself, and what needs no database is answered as ever.
    insuranceLimiter: new RateLimiterMemory({ keyPrefix: 'api', points: limit, duration: windowSeconds }),
    clearExpiredByTimeout: false,
  });
  limiters.set(limit, limiter);
  return limiter;
}

/** The key's bucket, now the one used last. A limit that has changed is asked of Postgres anew. */
function bucketOf(key: string, limit: number): Bucket {
  const known = buckets.get(key) ?? aside.get(key);
  const bucket = known?.limit === limit ? known : { limit, held: 0, left: limit, resetAt: 0 };
  aside.delete(key);
  buckets.delete(key);
  buckets.set(key, bucket);
  const oldest = removeOldest(buckets);
  if (oldest && isLive(oldest[1]) && isSpent(oldest[1])) aside.set(...oldest);
  removeOldest(aside);
  return bucket;
}

/** Takes the one used longest ago out of those that are too many, and gives it. */
function removeOldest(from: Map<string, Bucket>): [string, Bucket] | undefined {
  const [oldest] = from.size > maxBuckets ? from : [];
  if (oldest) from.delete(oldest[0]);
  return oldest;
}

async function take(key: string, bucket: Bucket): Promise<void> {
  const { limit } = bucket;
  const share = Math.max(1, Math.floor(limit / 20));
  const isFresh = bucket.resetAt <= performance.now();
  const points = isFresh ? share : Math.min(share, bucket.left);
  const note = (held: number, left: number, msBeforeNext: number) =>
    Object.assign(bucket, { held, left, resetAt: performance.now() + msBeforeNext });
  try {
    const { remainingPoints, msBeforeNext } = await limiterOf(limit).consume(key, points);
    note(points, remainingPoints, msBeforeNext);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    // What still fitted of the points is ours. Refused from memory, without Postgres, it says 0.
    const { consumedPoints: consumed, msBeforeNext } = refused;
    note(consumed > 0 ? Math.max(0, limit - (consumed - points)) : 0, 0, msBeforeNext);
  }
}

function standingOf(bucket: Bucket, isOver: boolean): Standing {
  const seconds = Math.max(1, Math.ceil((bucket.resetAt - performance.now()) / 1000));
  return { limit: bucket.limit, remaining: bucket.held + bucket.left, seconds, isOver };
}

const isLive = (bucket: Bucket) => bucket.resetAt > performance.now();
const isSpent = (bucket: Bucket) => bucket.held <= 0 && bucket.left <= 0;

/** Whether the key has been paid for here lately. */
export function isKnown(key: string): boolean {
  return buckets.has(key);
}

/** Makes a key unknown again: what it stood for is no more. */
export function forget(key: string): void {
  buckets.delete(key);
}

/** The standing of a key that is over its limit, at no cost to the database; undefined when it may still pay. */
export function spentStanding(key: string): Standing | undefined {
  const bucket = buckets.get(key);
  return bucket && bucket.limit > 0 && isLive(bucket) && isSpent(bucket) ? standingOf(bucket, true) : undefined;
}

/** Counts one request and says how the key then stands. `limit` is in requests a minute; with 0 there is none to stand in. */
export async function countRequest(key: string, limit: number): Promise<Standing | undefined> {
  const bucket = bucketOf(key, limit);
  if (limit === 0) return undefined;
  for (;;) {
    if (isLive(bucket)) {
      if (bucket.held > 0) {
        bucket.held -= 1;
        return standingOf(bucket, false);
      }
      if (isSpent(bucket)) return standingOf(bucket, true);
    }
    bucket.taking ??= take(key, bucket).finally(() => {
      bucket.taking = undefined;
    });
    await bucket.taking;
  }
}

/**
 * The headers that tell a caller how it stands: those of draft-ietf-httpapi-ratelimit-headers, and the older `X-` ones
 * (`Reset` in seconds from now, as in `RateLimit`'s `t`).
 */
export function rateLimitHeaders({ limit, remaining, seconds }: Standing): Record<string, string> {
  return {
    'ratelimit-policy': `"${policyName}";q=${limit};w=${windowSeconds}`,
    ratelimit: `"${policyName}";r=${remaining};t=${seconds}`,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(seconds),
  };
}
