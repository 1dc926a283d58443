import { hash, verify } from '@node-rs/argon2';

// OWASP's second choice for argon2id: 19 MiB, two passes, one lane; about 50 ms.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The argon2id hash of a password, with its salt and cost inside. */
export function hashPassword(plain: string): Promise<string> {
  return hash(plain.normalize('NFKC'), cost);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits the hash. Without a hash (unknown address, no password yet) it does the same work and says no,
 * so that the time tells nothing.
 */
export async function isPasswordRight(plain: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const isRight = await verify(passwordHash ?? (await decoy), plain.normalize('NFKC'));
  return isRight && passwordHash !== null;
}
