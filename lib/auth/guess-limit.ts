import type { QueryConfig } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { pool } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

const quarterHour = 15 * 60;

// Connects with the first question: a build loads this file and has no database.
const storeClient = { query: (question: QueryConfig) => pool.query(question) };

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix,
    points,
    duration,
    clearExpiredByTimeout: false,
  });
}

// For one account from one address 10 wrong passwords; the wider bounds stop many addresses on one account and one
// address on many accounts, yet are too wide for a stranger to lock somebody out by accident of a shared office.
const limits = {
  pair: limiter('sign-in', 10, quarterHour),
  account: limiter('sign-in-account', 100, quarterHour),
  address: limiter('sign-in-address', 100, quarterHour),
};

const registrations = limiter('register', 20, 60 * 60);

async function spend(limit: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) {
      throw new AppError('RATE_LIMITED', { retryAfter: Math.ceil(error.msBeforeNext / 1000) });
    }
    throw error;
  }
}

/**
 * Pays for one try to sign in, before the password is looked at, so that tries at the same time count too.
 * Errors: `RATE_LIMITED` after 10 failures in 15 minutes for an account from an address.
 */
export async function payForGuess(email: string, address: string): Promise<void> {
  await spend(limits.pair, `${email}|${address}`);
  await spend(limits.account, email);
  await spend(limits.address, address);
}

/** Gives back what a right password had paid: only failures count. */
export async function refundGuess(email: string, address: string): Promise<void> {
  await Promise.all([
    limits.pair.delete(`${email}|${address}`),
    limits.account.reward(email),
    limits.address.reward(address),
  ]);
}

/** Pays for one registration from an address. Errors: `RATE_LIMITED` after 20 in an hour. */
export function payForRegistration(address: string): Promise<void> {
  return spend(registrations, address);
}
