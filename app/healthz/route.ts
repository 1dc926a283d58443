export const dynamic = 'force-dynamic';

/** Whether the process answers. Asks nothing of the database. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } });
}
