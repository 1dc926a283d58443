import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';

/** Bytes that uploads have, whole. */
export interface StoredBytes {
  /** In hexadecimal. */
  sha256: string;
  size: number;
  /** The uploads that have them: UUIDs. */
  uploads: { id: string; filename: string }[];
}

/** All bytes that uploads have, each once: what the storage must hold (not those of infected ones: they were removed). For operators: it is scoped by nobody. */
export async function* storedBytes(): AsyncGenerator<StoredBytes> {
  for (let after = ''; ; ) {
    const rows = await db.query<StoredBytes>(
      sql`SELECT encode(sha256, 'hex') AS sha256, max(size)::float8 AS size,
            jsonb_agg(jsonb_build_object('id', id, 'filename', filename) ORDER BY id) AS uploads
          FROM uploads WHERE sha256 > decode(${after}, 'hex') AND scan <> 'infected'
          GROUP BY uploads.sha256 ORDER BY uploads.sha256 LIMIT 1000`,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < 1000) return;
    after = last.sha256;
  }
}

/** The uploads that have some bytes now; none where they went in the meantime, or are infected. `sha256` is in hexadecimal. */
export async function uploadsOfBytes(sha256: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    sql`SELECT id FROM uploads WHERE sha256 = decode(${sha256}, 'hex') AND scan <> 'infected' ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** Of UUIDs, those of uploads. */
export async function uploadsAmong(ids: string[]): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>(sql`SELECT id FROM uploads WHERE id = ANY(${ids}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}

/** The thumbnails that were made: UUIDs of uploads. */
export async function madeThumbnails(): Promise<string[]> {
  const rows = await db.query<{ id: string }>(sql`SELECT id FROM uploads WHERE thumbnail = 'made'`);
  return rows.map(({ id }) => id);
}

/** Whether a part of an upload that still comes is known. `id` is a UUID, `start` its first byte's place. */
export async function isPartKnown(id: string, start: string): Promise<boolean> {
  const rows = await db.query(
    sql`SELECT 1 FROM upload_parts WHERE upload_id = ${id}::uuid AND start = ${start}::bigint LIMIT 1`,
  );
  return rows.length > 0;
}
