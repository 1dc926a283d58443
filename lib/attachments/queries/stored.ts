import sql from 'sql-template-tag';
import { db, type Queryable } from '@/lib/platform/db';
import { promisedBy } from '@/lib/platform/storage';

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

/** The thumbnails that were made: UUIDs of uploads. */
export async function madeThumbnails(): Promise<string[]> {
  const rows = await db.query<{ id: string }>(sql`SELECT id FROM uploads WHERE thumbnail = 'made'`);
  return rows.map(({ id }) => id);
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const thumbnailOf = new RegExp(`^thumbnails/(${uuid})\\.webp$`);
const partOf = new RegExp(`^parts/(${uuid})/(\\d{1,15})$`);

/** Which part of which upload a key is; undefined of keys that are named otherwise. */
export function partBehind(key: string): { id: string; start: string } | undefined {
  const [, id, start] = partOf.exec(key) ?? [];
  return id !== undefined && start !== undefined ? { id, start } : undefined;
}

/** Whether a key is of a shape that Hilo gives. */
export const isOurs = (key: string): boolean => [promisedBy(key), thumbnailOf.exec(key), partBehind(key)].some(Boolean);

/** The keys among those of bytes, thumbnails and parts that rows name. Of equal files, however many, one is looked for. */
function namedAmong(on: Queryable, hashes: string[], uploads: string[], parts: { id: string; start: string }[]) {
  return Promise.all([
    hashes.length === 0
      ? []
      : on.query<{ key: string }>(
          sql`SELECT 'sha256/' || left(w.sha256, 2) || '/' || w.sha256 AS key FROM unnest(${hashes}::text[]) AS w(sha256)
              WHERE EXISTS (SELECT 1 FROM uploads u WHERE u.sha256 = decode(w.sha256, 'hex') AND u.scan <> 'infected')`,
        ),
    uploads.length === 0
      ? []
      : on.query<{ key: string }>(
          sql`SELECT 'thumbnails/' || id || '.webp' AS key FROM uploads WHERE id = ANY(${uploads}::uuid[])`,
        ),
    parts.length === 0
      ? []
      : on.query<{ key: string }>(
          sql`SELECT 'parts/' || p.upload_id || '/' || p.start AS key FROM upload_parts p
              JOIN unnest(${parts.map(({ id }) => id)}::uuid[], ${parts.map(({ start }) => start)}::bigint[]) AS w(id, start)
                ON w.id = p.upload_id AND w.start = p.start`,
        ),
  ]);
}

/** Of a thousand keys of the storage or so, those that no row names now. What has no shape of ours is nobody's. */
export async function unnamedAmong(keys: string[], on: Queryable = db): Promise<string[]> {
  const named = await namedAmong(
    on,
    keys.flatMap((key) => promisedBy(key) ?? []),
    keys.flatMap((key) => thumbnailOf.exec(key)?.[1] ?? []),
    keys.flatMap((key) => partBehind(key) ?? []),
  );
  const names = new Set(named.flat().map(({ key }) => key));
  return keys.filter((key) => !names.has(key));
}
