import { isIPv6 } from 'node:net';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/platform/errors';
import { limitsStore } from '@/lib/platform/limits-store';

const quarterHour = 15 * 60;

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: limitsStore,
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

// Where an account signed in lately. Else whoever has ten addresses could keep somebody out for as long as they like.
const lately = 30 * 24 * 60 * 60;
const known = limiter('sign-in-known', 1, lately);

const registrations = limiter('register', 20, 60 * 60);

/**
 * What limits know an address by: of IPv6 its first 64 bits, since whoever has one address there has all that share them,
 * and could otherwise guess from a new one each time.
 */
export function limitedAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail ? tail.split(':') : [];
  // An IPv4 address at the end stands for two groups.
  const length = groups.length + behind.length + (address.includes('.') ? 1 : 0);
  const all = tail === undefined ? groups : [...groups, ...Array<string>(8 - length).fill('0'), ...behind];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function refuse({ msBeforeNext }: RateLimiterRes): never {
  throw new AppError('RATE_LIMITED', { retryAfter: Math.ceil(msBeforeNext / 1000) });
}

async function spend(limit: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) refuse(error);
    throw error;
  }
}

/**
 * Pays for one try to sign in, before the password is looked at, so that tries at the same time count too. An address from
 * which the account has signed in lately is not held to what others fail at with that account.
 * Errors: `RATE_LIMITED` after 10 failures in 15 minutes for an account from an address.
 */
export async function payForGuess(email: string, address: string): Promise<void> {
  const from = limitedAddress(address);
  const pair = `${email}|${from}`;
  // Whoever has none left writes no row for each account that they name.
  const spent = await limits.address.get(from);
  if (spent && spent.remainingPoints <= 0) refuse(spent);
  await spend(limits.pair, pair);
  if (!(await known.get(pair))) await spend(limits.account, email);
  await spend(limits.address, from);
}

/** Gives back what a right password had paid, for only failures count, and notes where it came from. */
export async function refundGuess(email: string, address: string): Promise<void> {
  const from = limitedAddress(address);
  const pair = `${email}|${from}`;
  const wasKnown = await known.get(pair);
  await Promise.all([
    // Anew each time: thirty days from now.
    known.delete(pair).then(() => known.penalty(pair)),
    limits.pair.delete(pair),
    // Who was known had not paid this one.
    ...(wasKnown ? [] : [limits.account.reward(email)]),
    limits.address.reward(from),
  ]);
}

/** Pays for one registration from an address. Errors: `RATE_LIMITED` after 20 in an hour. */
export function payForRegistration(address: string): Promise<void> {
  return spend(registrations, limitedAddress(address));
}
