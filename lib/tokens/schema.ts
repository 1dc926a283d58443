import { z } from 'zod';
import { time, timeOrNull } from '@/lib/wire/schema';

/** What a token may be for. One of all four opens the account as well: tokens, people, one's own settings. */
export const scopes = ['tickets:read', 'tickets:write', 'webhooks', 'export'] as const;

export type Scope = (typeof scopes)[number];

/**
 * The body of `POST /v2/tokens`. Without `user` the token is the caller's own; only admins make one for somebody else, an
 * integration's, or one with a limit of its own (requests a minute). Without `scopes` it is for all of them.
 */
export const createTokenSchema = z
  .object({
    name: z
      .string({ error: (issue) => (issue.input == null ? 'NAME_REQUIRED' : 'INVALID_NAME') })
      .trim()
      .min(1, 'NAME_REQUIRED')
      .max(100, 'INVALID_NAME')
      .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'INVALID_NAME')
      .meta({ description: 'What it is for, in one line.', example: 'Monitor', pattern: '^\\P{Cc}*\\S\\P{Cc}*$' }),
    user: z.string('INVALID_USER').max(100, 'INVALID_USER').nullish().meta({
      description: 'Whose it is to be, by id. Without one, the caller’s own; for somebody else, admins only.',
    }),
    expiresInDays: z
      .int('INVALID_EXPIRES_IN_DAYS')
      .min(1, 'INVALID_EXPIRES_IN_DAYS')
      .max(3650, 'INVALID_EXPIRES_IN_DAYS')
      .nullish()
      .meta({ description: 'How long it works. Without it, until it is revoked.', example: 90 }),
    scopes: z
      .array(z.enum(scopes, 'INVALID_SCOPES'), 'INVALID_SCOPES')
      .min(1, 'INVALID_SCOPES')
      .transform((wanted) => scopes.filter((each) => wanted.includes(each)))
      .nullish()
      .meta({ description: 'What it may do. Without it, everything.', example: ['tickets:read', 'tickets:write'] }),
    integration: z
      .boolean('INVALID_INTEGRATION')
      .nullish()
      .meta({ description: 'Whether it files for any client. Admins only.', example: false }),
    rateLimit: z
      .int('INVALID_RATE_LIMIT')
      .min(1, 'INVALID_RATE_LIMIT')
      .max(1_000_000, 'INVALID_RATE_LIMIT')
      .nullish()
      .meta({ description: 'A limit of its own, in requests a minute. Admins only.', example: 600 }),
  })
  .meta({ id: 'CreateToken' });

const shape = {
  _id: z.string().meta({ example: 'token_01h455vb4pex5vsknk084sn02q', pattern: '^token_[0-9a-z]+$' }),
  name: z.string().meta({ description: 'What it is for.', example: 'Monitor' }),
  prefix: z.string().meta({ description: 'How the token begins, to know it by.', example: 'hilo_Zm9v' }),
  user: z
    .object({
      _id: z.string().meta({ example: 'client_01h455vb4pex5vsknk084sn02q', pattern: '^(client|agent)_[0-9a-z]+$' }),
      name: z.string().meta({ example: 'Laura Gómez' }),
      email: z.string().meta({ example: 'laura@example.com' }),
      role: z.enum(['client', 'agent', 'admin']).meta({ example: 'client' }),
    })
    .meta({ description: 'Whose rights it has.' }),
  scopes: z.array(z.enum(scopes)).meta({ description: 'What it may do.', example: ['tickets:read', 'tickets:write'] }),
  integration: z.boolean().meta({ description: 'Whether it files for any client.', example: false }),
  rateLimit: z.int().nullable().meta({ description: 'Its own limit, in requests a minute, or null: the desk’s.' }),
  createdAt: time('When it was made.'),
  lastUsedAt: timeOrNull('When it was last used, to the minute, or null.'),
  lastUsedFrom: z
    .string()
    .nullable()
    .meta({ description: 'The address it was last used from, or null.', example: '203.0.113.7' }),
  expiresAt: timeOrNull('When it stops working, or null: never.'),
  revokedAt: timeOrNull('When it was revoked, or null.'),
};

/** A token as the API shows it. Times are RFC 3339 in UTC. */
export const tokenObject = z
  .object(shape)
  .meta({ id: 'Token', description: 'A token of the API, without its secret.' });

/** A token in the answer that made it: the only one with the token itself. */
export const newTokenObject = z
  .object({
    ...shape,
    token: z.string().meta({ description: 'The token itself. It is shown here and never again.', example: 'hilo_…' }),
  })
  .meta({ id: 'NewToken', description: 'A token just made, with its secret.' });

export type TokenObject = z.output<typeof tokenObject>;
export type NewTokenObject = z.output<typeof newTokenObject>;
