import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { storage } from '@/lib/platform/storage-place';

// Whose files lie in the storage: each run of a desk that clears them away leaves a mark there. Why: docs/decisions/0016-where-bytes-live.md

/** Beside the marks that lie there so many are known: of runs that are under way, or were killed before they left theirs. */
const knownMarks = 5;

/** Leaves this run's mark, which the database knows before it is there. */
async function leaveMark(marks: string[], desk: Desk, since: Date | null): Promise<void> {
  const mine = newId();
  await db.query(
    sql`INSERT INTO storage_sweep (cluster, timeline, marks) VALUES (${desk.cluster}, ${desk.timeline}, ARRAY[${mine}::uuid])
        ON CONFLICT (is_only) DO UPDATE SET cluster = excluded.cluster, timeline = excluded.timeline, kept_since = ${since},
          marks = excluded.marks || CASE WHEN storage_sweep.cluster = excluded.cluster THEN ARRAY(
            SELECT m.mark FROM unnest(storage_sweep.marks) WITH ORDINALITY AS m(mark, place)
            WHERE m.place < ${knownMarks} OR m.mark::text = ANY(${marks}::text[]) ORDER BY m.place) ELSE '{}' END`,
  );
  const text =
    'A Hilo keeps its files here, whose database knows this mark. It clears away what it finds to be nobody’s.\n';
  await (await storage().stage(Readable.from([Buffer.from(text)]))).commit(`desks/${mine}`);
}

/** Which database this is, and which of the histories that it may have had. A dump that is restored is another database. */
interface Desk {
  cluster: string;
  timeline: string;
}

/** What Postgres says of itself; undefined where a service that stands for one does not. */
async function thisDesk(): Promise<Desk | undefined> {
  try {
    const [desk] = await db.query<Desk>(
      sql`SELECT c.system_identifier || '/' || d.oid AS cluster, p.timeline_id::text AS timeline
          FROM pg_control_system() c, pg_control_checkpoint() p, pg_database d WHERE d.datname = current_database()`,
    );
    return desk;
  } catch (err) {
    log().warn({ err }, 'which database this is cannot be told: nothing is cleared away');
    return undefined;
  }
}

/**
 * Since when the bytes in the storage are this desk's to clear away: since its first mark lies there, by the storage's own clock.
 * Undefined where it does not yet, and where a mark lies that this desk does not know. For a desk that is led to another's files, by a
 * mistake or with the wrong database, would take them all for nobody's; and so would one with a copy of the database. So a database
 * that was restored knows no mark of those before it, and each run leaves another mark, which a copy of the disk does not know. Where
 * several keep their files each leaves its mark, so that all of them know.
 */
export async function keptSince(): Promise<number | undefined> {
  const found = new Map<string, number>();
  for await (const { key, modifiedAt } of storage().list('desks/')) found.set(key.slice(6), modifiedAt.getTime());
  const desk = await thisDesk();
  const [known] = await db.query<Desk & { marks: string[]; since: Date | null }>(
    sql`SELECT cluster, timeline, marks, kept_since AS since FROM storage_sweep`,
  );
  const me = desk ?? { cluster: '', timeline: '' };
  const isSame = known?.cluster === me.cluster;
  const mine = isSame ? [...found.keys()].filter((mark) => known.marks.includes(mark)) : [];
  const others = [...found.keys()].filter((mark) => !mine.includes(mark)).map((mark) => `desks/${mark}`);
  if (others.length > 0)
    log().error({ storage: storage().place, others }, 'another desk keeps its files here: nothing is cleared away');
  // Without a mark it begins anew: somebody has taken it away, or led the desk elsewhere. So it does beside another, and where the
  // database was led back to an earlier state.
  const isNew = mine.length === 0 || others.length > 0 || known?.timeline !== me.timeline;
  // Of two that lie there, as when a run was killed between them, the younger.
  const since = isNew ? null : (known.since ?? new Date(Math.max(...mine.map((mark) => found.get(mark) ?? 0))));
  await leaveMark(mine, me, since);
  for (const mark of mine) await storage().remove(`desks/${mark}`);
  return desk && since?.getTime();
}
