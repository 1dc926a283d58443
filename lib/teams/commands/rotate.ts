import sql from 'sql-template-tag';
import { systemActor } from '@/lib/auth/actor';
import { ringBell } from '@/lib/events/bell';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { applyChange, type HeldTicket, holdTicket } from '@/lib/tickets/commands/apply';
import { isActive } from '@/lib/tickets/rules';
import { isAtHand } from '../queries';

/** How many waiting tickets are read at once. */
const batch = 200;

interface Turn {
  userId: string;
  at: Date;
}

/** Whose turn it is: of those who are there and have room, who waits longest. */
async function nextOf(tx: Queryable, teamId: string): Promise<Turn | undefined> {
  // Whoever was given one in the same millisecond still comes after: no two of a team have the same time.
  const [next] = await tx.query<Turn>(
    sql`SELECT m.user_id AS "userId", greatest(clock_timestamp(), (
            SELECT max(last_assigned_at) FROM team_members WHERE team_id = m.team_id) + interval '1 millisecond') AS at
        FROM team_members m JOIN users u ON u.id = m.user_id
        WHERE m.team_id = ${teamId}::uuid AND u.is_staff AND u.disabled_at IS NULL AND u.away_since IS NULL
          AND (u.capacity IS NULL OR u.capacity > (SELECT count(*) FROM (
            SELECT 1 FROM tickets t WHERE t.assigned_to_id = u.id AND ${isAtHand} LIMIT u.capacity) x))
        ORDER BY m.last_assigned_at NULLS FIRST, u.name, u.id LIMIT 1 FOR SHARE OF u`,
    'next_in_turn',
  );
  return next;
}

/**
 * Gives a held ticket, as it stands now in this transaction, to whose turn it is, if it is in a team that takes turns, waits
 * for somebody and is not put off. Gives whether somebody has it now: false where nobody is free, and it waits in the team.
 */
export async function assignInTurn(tx: Queryable, held: HeldTicket): Promise<boolean> {
  const isPutOff = held.snoozedUntil !== null && held.snoozedUntil > held.now;
  if (!held.teamId || held.assignedToId || !isActive(held.status) || isPutOff) return false;
  const [team] = await tx.query(
    sql`SELECT 1 FROM teams WHERE id = ${held.teamId}::uuid AND is_rotating`,
    'is_rotating',
  );
  if (!team) return false;
  // One at a time on the whole desk, not in a team: people are in several, and their room is one. Whoever waits here holds a
  // single ticket, and whoever is let in asks for no other, so that none waits for the other.
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtext('hilo turns'))`, 'lock_turns');
  const next = await nextOf(tx, held.teamId);
  if (!next) return false;
  await tx.query(
    sql`UPDATE team_members SET last_assigned_at = ${next.at}::timestamptz
        WHERE team_id = ${held.teamId}::uuid AND user_id = ${next.userId}::uuid`,
  );
  await applyChange(tx, systemActor('worker'), held, { assignedToId: next.userId });
  return true;
}

/** Gone meanwhile, or merged into another: it waits for nobody. */
const isNoLonger = (error: unknown) =>
  error instanceof AppError && (error.code === 'TICKET_NOT_FOUND' || error.code === 'TICKET_MERGED');

/** The same of a ticket by its id. `gone`: it waits there no longer; `nobody`: nobody has room. */
async function giveOne(ticketId: string, teamId: string): Promise<'given' | 'gone' | 'nobody'> {
  return inTransaction(async (tx) => {
    const held = await holdTicket(tx, systemActor('worker'), ticketId);
    if (held.teamId !== teamId || held.assignedToId || !isActive(held.status)) return 'gone' as const;
    return (await assignInTurn(tx, held)) ? ('given' as const) : ('nobody' as const);
  }).catch((error: unknown) => {
    if (isNoLonger(error)) return 'gone' as const;
    throw error;
  });
}

/** The most urgent of the tickets that wait in a team for somebody, the oldest first of those. */
function listWaiting(teamId: string): Promise<{ id: string }[]> {
  return db.query<{ id: string }>(
    sql`SELECT t.id FROM tickets t WHERE t.team_id = ${teamId}::uuid AND t.assigned_to_id IS NULL AND ${isAtHand}
        ORDER BY t.priority DESC, t.created_at, t.number LIMIT ${batch}`,
  );
}

/**
 * Gives out what waits in the teams that take turns, as far as there is somebody with room: when somebody comes back or has
 * room again, and every few minutes. Gives how many tickets found somebody.
 */
export async function giveOut(): Promise<number> {
  const teams = await db.query<{ id: string }>(sql`SELECT id FROM teams WHERE is_rotating ORDER BY id`);
  let given = 0;
  for (const team of teams) {
    let hasRoom = true;
    let waiting: { id: string }[] = [];
    do {
      waiting = await listWaiting(team.id);
      for (const { id } of waiting) {
        const found = await giveOne(id, team.id);
        if (found === 'given') given += 1;
        hasRoom = found !== 'nobody';
        if (!hasRoom) break;
      }
    } while (hasRoom && waiting.length === batch);
  }
  if (given > 0) ringBell();
  return given;
}

/**
 * Sends a new ticket to the team that its category goes to, and there to whose turn it is. Does nothing where no team takes
 * its category, or somebody has put it in one meanwhile.
 */
export async function routeTicket(ticketId: string): Promise<void> {
  const hilo = systemActor('worker');
  const isRouted = await inTransaction(async (tx) => {
    const held = await holdTicket(tx, hilo, ticketId);
    if (held.teamId || !isActive(held.status)) return false;
    const [team] = await tx.query<{ id: string }>(
      sql`SELECT id FROM teams WHERE ${held.category}::ticket_category = ANY(categories) FOR KEY SHARE`,
    );
    if (!team) return false;
    await applyChange(tx, hilo, held, { teamId: team.id });
    await assignInTurn(tx, { ...held, teamId: team.id });
    return true;
  }).catch((error: unknown) => {
    if (isNoLonger(error)) return false;
    throw error;
  });
  if (isRouted) ringBell();
}
