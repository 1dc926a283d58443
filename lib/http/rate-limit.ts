import type { QueryConfig } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { pool } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

const windowSeconds = 60;
const policyName = 'minute';

/** How a key stands in its minute. */
export interface Standing {
  limit: number;
  remaining: number;
  /** Milliseconds since the epoch. */
  resetAt: number;
}

/**
 * What this process knows of a key. Points are taken from Postgres a twentieth of the limit at a time and spent here, so that
 * a request seldom waits for its own count, and several processes share one limit.
 */
interface Bucket {
  limit: number;
  resetAt: number;
  /** Taken and not yet spent. */
  held: number;
  /** Not yet taken by anybody, as Postgres said last. */
  left: number;
  taking?: Promise<void>;
}

const maxBuckets = 20_000;
// One for the process: Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloBuckets?: Map<string, Bucket> };
shared.hiloBuckets ??= new Map();
const buckets = shared.hiloBuckets;

// Connects with the first question: a build loads this file and has no database.
const storeClient = { query: (question: QueryConfig) => pool.query(question) };
const limiters = new Map<number, RateLimiterPostgres>();

function limiterOf(limit: number): RateLimiterPostgres {
  const known = limiters.get(limit);
  if (known) return known;
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'api',
    points: limit,
    duration: windowSeconds,
    inMemoryBlockOnConsumed: limit,
    // While the database is away each process counts for itself, and what needs no database is answered as ever.
    insuranceLimiter: new RateLimiterMemory({ keyPrefix: 'api', points: limit, duration: windowSeconds }),
    clearExpiredByTimeout: false,
  });
  limiters.set(limit, limiter);
  return limiter;
}

/** The bucket, if its minute is not over. */
function live(key: string): Bucket | undefined {
  const bucket = buckets.get(key);
  return bucket && bucket.resetAt > Date.now() ? bucket : undefined;
}

function forgetOld(): void {
  const now = Date.now();
  for (const [key, bucket] of buckets) if (bucket.resetAt <= now || buckets.size > maxBuckets) buckets.delete(key);
}

async function take(key: string, limit: number, bucket: Bucket): Promise<void> {
  const isFresh = bucket.resetAt <= Date.now();
  const share = Math.max(1, Math.floor(limit / 20));
  const points = isFresh ? share : Math.max(1, Math.min(share, bucket.left));
  const note = (held: number, left: number, msBeforeNext: number) =>
    Object.assign(bucket, { limit, held, left, resetAt: Date.now() + msBeforeNext });
  try {
    const { remainingPoints, msBeforeNext } = await limiterOf(limit).consume(key, points);
    note(points, remainingPoints, msBeforeNext);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    note(0, 0, error.msBeforeNext);
  }
}

function overLimit(bucket: Bucket): AppError {
  return new AppError('RATE_LIMITED', { retryAfter: (bucket.resetAt - Date.now()) / 1000 });
}

/** The standing of a key as this process knows it, without asking the database. */
export function standingOf(key: string): Standing | undefined {
  const bucket = live(key);
  return bucket && { limit: bucket.limit, remaining: bucket.held + bucket.left, resetAt: bucket.resetAt };
}

/** Whether the key has paid here before, in this minute or an earlier one. */
export function isKnown(key: string): boolean {
  return buckets.has(key);
}

/** Refuses a key that is known to be over its limit, at no cost to the database. Errors: `RATE_LIMITED`. */
export function refuseSpent(key: string): void {
  const bucket = live(key);
  if (bucket && bucket.held + bucket.left <= 0) throw overLimit(bucket);
}

/** Pays for one request. `limit` is in requests a minute; 0 is no limit. Errors: `RATE_LIMITED`, with the seconds to wait. */
export async function payForRequest(key: string, limit: number): Promise<void> {
  if (limit === 0) return;
  if (buckets.size > maxBuckets) forgetOld();
  const bucket: Bucket = buckets.get(key) ?? { limit, held: 0, left: limit, resetAt: 0 };
  buckets.set(key, bucket);
  for (;;) {
    if (bucket.resetAt > Date.now() && bucket.held > 0) {
      bucket.held -= 1;
      return;
    }
    refuseSpent(key);
    bucket.taking ??= take(key, limit, bucket).finally(() => {
      bucket.taking = undefined;
    });
    await bucket.taking;
  }
}

/**
 * The headers that tell a caller how it stands: those of draft-ietf-httpapi-ratelimit-headers, and the older `X-` ones
 * (`Reset` in seconds from now, as in `RateLimit`'s `t`).
 */
export function rateLimitHeaders({ limit, remaining, resetAt }: Standing): Record<string, string> {
  const seconds = Math.max(0, Math.ceil((resetAt - Date.now()) / 1000));
  return {
    'ratelimit-policy': `"${policyName}";q=${limit};w=${windowSeconds}`,
    ratelimit: `"${policyName}";r=${remaining};t=${seconds}`,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(seconds),
  };
}
