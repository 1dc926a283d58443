import { hash } from 'node:crypto';
import sql, { type Sql } from 'sql-template-tag';
import { db, type Queryable } from '@/lib/platform/db';
import { type Scope, scopes } from '@/lib/tokens/schema';

export type Role = 'client' | 'agent' | 'admin';

declare const minted: unique symbol;

/** A person known by a session or a token, as the owner of a webhook, or as the author of what waits to be sent. */
export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly via: 'session' | 'token' | 'webhook' | 'outbox' | 'bulk';
  /** The session, token, webhook, outgoing reply or bulk job that vouches for them. */
  readonly credentialId: string;
  /** What of their owner's rights the session or token carries. */
  readonly scopes: readonly Scope[];
  /** Files tickets for any client, whom the request names. */
  readonly isIntegration: boolean;
  /** Requests a minute; null for the desk's own limit. */
  readonly rateLimit: number | null;
  readonly [minted]: true;
}

/** Hilo itself: the operator's command, the seed, a job. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
  readonly [minted]: true;
}

/** Who acts. Only this file can make one, from proof: commands and queries may believe it. */
export type Actor = UserActor | SystemActor;

/** The actor of a named part of Hilo. It may do everything: never mint it from a request. */
export function systemActor(name: 'cli' | 'seed' | 'worker' | 'merge' | 'test'): SystemActor {
  return { kind: 'system', name } as SystemActor;
}

/** Whether the actor works here: agents, admins, and Hilo itself. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'system' || actor.role !== 'client';
}

/** Whether the actor runs the desk. */
export function isAdmin(actor: Actor): boolean {
  return actor.kind === 'system' || actor.role === 'admin';
}

/**
 * Whether the actor may do what the scope stands for. Without a scope: the account itself (tokens, people, one's own
 * settings), which is only for sessions and for tokens of all scopes, or one of few could make itself one of all.
 */
export function hasScope(actor: UserActor, scope: Scope | undefined): boolean {
  return scope ? actor.scopes.includes(scope) : scopes.every((each) => actor.scopes.includes(each));
}

interface UserRow {
  user_id: string;
  role: Role;
  name: string;
  email: string;
  credential_id: string;
  scopes?: Scope[];
  is_integration?: boolean;
  rate_limit?: number | null;
}

function mint(row: UserRow, via: UserActor['via']): UserActor {
  const { user_id: userId, role, name, email, credential_id: credentialId } = row;
  const { scopes: held = scopes, is_integration: isIntegration = false, rate_limit: rateLimit = null } = row;
  const actor: Omit<UserActor, typeof minted> = {
    kind: 'user',
    userId,
    role,
    name,
    email,
    via,
    credentialId,
    scopes: held,
    isIntegration,
    rateLimit,
  };
  return actor as UserActor;
}

/** What is stored of a bearer token: its SHA-256. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** A token of the API: `hilo_` and at least 160 random bits in base 62 or base64url. */
const tokenShape = /^hilo_[\w-]{27,100}$/;

const isLive = sql`t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.disabled_at IS NULL`;

/**
 * The owner of a live token, or null: unknown, expired, revoked and disabled look the same. Notes its use and the address
 * it came from, once a minute.
 */
export async function actorFromToken(token: string, address?: string): Promise<UserActor | null> {
  if (!tokenShape.test(token)) return null;
  const [row] = await db.query<UserRow & { is_stale: boolean }>(
    sql`SELECT t.id AS credential_id, u.id AS user_id, u.role, u.name, u.email, t.scopes,
          t.is_integration, t.rate_limit, (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute') AS is_stale
        FROM access_tokens t JOIN users u ON u.id = t.user_id
        WHERE t.token_hash = ${hashToken(token)} AND ${isLive}`,
    'actor_from_token',
  );
  if (!row) return null;
  if (row.is_stale) {
    await db.query(
      sql`UPDATE access_tokens SET last_used_at = now(), last_used_from = coalesce(${address ?? null}::text, last_used_from)
          WHERE id = ${row.credential_id} AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    );
  }
  return mint(row, 'token');
}

/**
 * A SELECT that gives a row while a token stands for just this actor, as `actorFromToken` found them, and its use need not be
 * noted again. `tokenHash` is what `hashToken` gave.
 */
export function stillStandsFor(tokenHash: Buffer, actor: UserActor): Sql {
  return sql`SELECT 1 FROM access_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = ${tokenHash} AND ${isLive} AND t.last_used_at >= now() - interval '1 minute'
      AND t.id = ${actor.credentialId}::uuid AND t.scopes = ${actor.scopes}::text[] AND t.is_integration = ${actor.isIntegration}
      AND t.rate_limit IS NOT DISTINCT FROM ${actor.rateLimit}::integer AND u.id = ${actor.userId}::uuid
      AND u.role = ${actor.role}::user_role AND u.name = ${actor.name} AND u.email = ${actor.email}`;
}

/** The owner of a live session, or null when it ended, was signed out, or its owner was disabled. */
export async function actorFromSession(sessionId: string): Promise<UserActor | null> {
  const [row] = await db.query<UserRow>(
    sql`SELECT s.id AS credential_id, u.id AS user_id, u.role, u.name, u.email
        FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.id = ${sessionId} AND s.expires_at > now() AND u.disabled_at IS NULL`,
    'actor_from_session',
  );
  return row ? mint(row, 'session') : null;
}

/**
 * For each webhook that is on, its owner as they are now, who decides what it hears. Those of disabled people are left out.
 * None of them can be deleted before the transaction ends.
 */
export async function ownersOfWebhooks(tx: Queryable): Promise<Map<string, UserActor>> {
  const rows = await tx.query<UserRow>(
    sql`SELECT w.id AS credential_id, u.id AS user_id, u.role, u.name, u.email, ARRAY['tickets:read'] AS scopes
        FROM webhooks w JOIN users u ON u.id = w.user_id
        WHERE w.is_enabled AND u.disabled_at IS NULL ORDER BY w.id FOR KEY SHARE OF w`,
  );
  return new Map(rows.map((row) => [row.credential_id, mint(row, 'webhook')]));
}

/**
 * The author of an outgoing reply as they are now, or null when they were disabled since. They stay as they are until the
 * transaction ends.
 */
export async function authorOfOutgoing(tx: Queryable, outgoingId: string): Promise<UserActor | null> {
  const [row] = await tx.query<UserRow>(
    sql`SELECT o.id AS credential_id, u.id AS user_id, u.role, u.name, u.email
        FROM outgoing_replies o JOIN users u ON u.id = o.author_id
        WHERE o.id = ${outgoingId}::uuid AND u.disabled_at IS NULL FOR SHARE OF u`,
    'author_of_outgoing',
  );
  return row ? mint(row, 'outbox') : null;
}

/** Who asked for a bulk job, as they are now, or null when they were disabled since. */
export async function ownerOfBulk(tx: Queryable, jobId: string): Promise<UserActor | null> {
  const [row] = await tx.query<UserRow>(
    sql`SELECT b.id AS credential_id, u.id AS user_id, u.role, u.name, u.email
        FROM bulk_jobs b JOIN users u ON u.id = b.user_id WHERE b.id = ${jobId}::uuid AND u.disabled_at IS NULL`,
    'owner_of_bulk',
  );
  return row ? mint(row, 'bulk') : null;
}
