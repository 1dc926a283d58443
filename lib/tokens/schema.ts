import { z } from 'zod';

/** The body of `POST /v2/tokens`. Without `user` the token is the caller's own; only admins make one for somebody else. */
export const createTokenSchema = z.object({
  name: z
    .string({ error: (issue) => (issue.input == null ? 'NAME_REQUIRED' : 'INVALID_NAME') })
    .trim()
    .min(1, 'NAME_REQUIRED')
    .max(100, 'INVALID_NAME')
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'INVALID_NAME'),
  user: z.string('INVALID_USER').max(100, 'INVALID_USER').nullish(),
  expiresInDays: z
    .int('INVALID_EXPIRES_IN_DAYS')
    .min(1, 'INVALID_EXPIRES_IN_DAYS')
    .max(3650, 'INVALID_EXPIRES_IN_DAYS')
    .nullish(),
});

/** A token as the API shows it; the token itself only in the answer that made it. Times are RFC 3339 in UTC. */
export interface TokenObject {
  _id: string;
  name: string;
  prefix: string;
  user: { _id: string; name: string; email: string; role: 'client' | 'agent' | 'admin' };
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}
