import { z } from 'zod';

/** What a token may be for. One of all four opens the account as well: tokens, people, one's own settings. */
export const scopes = ['tickets:read', 'tickets:write', 'webhooks', 'export'] as const;

export type Scope = (typeof scopes)[number];

/**
 * The body of `POST /v2/tokens`. Without `user` the token is the caller's own; only admins make one for somebody else, an
 * integration's, or one with a limit of its own (requests a minute). Without `scopes` it is for all of them.
 */
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
  scopes: z
    .array(z.enum(scopes, 'INVALID_SCOPES'), 'INVALID_SCOPES')
    .min(1, 'INVALID_SCOPES')
    .transform((wanted) => scopes.filter((each) => wanted.includes(each)))
    .nullish(),
  integration: z.boolean('INVALID_INTEGRATION').nullish(),
  rateLimit: z.int('INVALID_RATE_LIMIT').min(1, 'INVALID_RATE_LIMIT').max(1_000_000, 'INVALID_RATE_LIMIT').nullish(),
});

/** A token as the API shows it; the token itself only in the answer that made it. Times are RFC 3339 in UTC. */
export interface TokenObject {
  _id: string;
  name: string;
  prefix: string;
  user: { _id: string; name: string; email: string; role: 'client' | 'agent' | 'admin' };
  scopes: Scope[];
  integration: boolean;
  rateLimit: number | null;
  createdAt: string;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}
