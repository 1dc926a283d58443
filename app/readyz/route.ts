import { pool } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { pendingMigrations } from '@/lib/platform/pending-migrations';

export const dynamic = 'force-dynamic';

function answer(status: number, body: { status: string; reason?: string }): Response {
  return Response.json(body, {
    status,
    headers: { 'Cache-Control': 'no-store', ...(status === 503 && { 'Retry-After': '2' }) },
  });
}

/** Whether requests can be served: the database is reachable and has every migration. */
export async function GET(): Promise<Response> {
  try {
    const pending = await pendingMigrations(pool);
    return pending.length === 0
      ? answer(200, { status: 'ok' })
      : answer(503, { status: 'unavailable', reason: 'migrations' });
  } catch (err) {
    log().warn({ err }, 'not ready: the database is away');
    return answer(503, { status: 'unavailable', reason: 'database' });
  }
}
