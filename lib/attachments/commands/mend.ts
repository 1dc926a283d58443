import sql from 'sql-template-tag';
import { isClamdThere } from '@/lib/platform/clamd';
import { inTransaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { enqueueFollowUp } from './follow-up';

const most = 1_000;

interface Left {
  id: string;
  scan: string;
  thumbnail: string;
}

/** Those that wait for the scanner though nothing scans any more: let go, to be read as what came before there was one. */
function releaseAll(): Promise<number> {
  return inTransaction(async (tx) => {
    const rows = await tx.query<Left>(
      sql`UPDATE uploads SET scan = 'none' WHERE id IN (
            SELECT id FROM uploads WHERE scan = 'pending' ORDER BY created_at LIMIT ${most} FOR UPDATE SKIP LOCKED
          ) RETURNING id, scan, thumbnail`,
    );
    for (const row of rows) await enqueueFollowUp(tx, row);
    return rows.length;
  });
}

/**
 * Puts those into the line again whose job was lost, or was in the hands of a killed process, and scans that have failed: only
 * while the scanner is there. What has not been tried yet, or is put off, is left alone.
 */
function requeue(isScanning: boolean): Promise<number> {
  return inTransaction(async (tx) => {
    const rows = await tx.query<Left>(
      sql`SELECT u.id, u.scan, u.thumbnail FROM uploads u
          LEFT JOIN graphile_worker.jobs j ON j.key =
            CASE WHEN u.scan = 'pending' THEN 'attachments.scan:' ELSE 'attachments.thumbnail:' END || u.id
          WHERE (u.scan = 'pending' OR u.thumbnail = 'pending') AND (${isScanning} OR u.scan <> 'pending')
            AND u.whole_at < now() - interval '10 seconds'
            AND (j.id IS NULL OR j.locked_at < now() - interval '5 minutes'
              OR (u.scan = 'pending' AND j.attempts > 0 AND j.locked_at IS NULL))
          ORDER BY u.created_at LIMIT ${most}`,
    );
    for (const row of rows) await enqueueFollowUp(tx, row);
    return rows.length;
  });
}

/**
 * Takes up files that wait for the scanner or for a thumbnail and that nobody is at: as soon as the scanner is back, not when
 * their patience ends. Where `HILO_CLAMD` is no longer set they are let go. Gives how many there were.
 */
export async function mendUploads(): Promise<number> {
  const address = env().HILO_CLAMD;
  const released = address ? 0 : await releaseAll();
  return released + (await requeue(address !== '' && (await isClamdThere(address))));
}
