import pg from 'pg';

/**
 * Lets positions go on where they ended, after the database was restored into a Postgres whose transactions are numbered
 * lower: without it what happens from now on would stand in the feed before what was read long ago. Run before anything is
 * written. Gives whether there was anything to do.
 */
export async function continuePositions(url: string): Promise<boolean> {
  // A connection of its own: a machine that is just starting may take longer than requests are given.
  const client = new pg.Client({ connectionString: url, application_name: 'hilo migrate' });
  await client.connect();
  try {
    await client.query('BEGIN');
    // Two that start at once: the second finds it done.
    await client.query('SELECT shift FROM event_feed FOR UPDATE');
    // Positions written here lie below the next transaction's number; those at or above it come from elsewhere. The place
    // of webhooks, or of a follower, may be a horizon well beyond the last event: what happens next must not stand before it.
    const raised = await client.query(
      `UPDATE event_feed f SET shift = l.position + 1 - n.number
       FROM (SELECT greatest((SELECT max(position) FROM events), (SELECT position - 1 FROM webhook_dispatch),
           (SELECT max(position) - 1 FROM event_followers)) AS position) l,
         (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS number) n
       WHERE l.position >= n.number + f.shift`,
    );
    await client.query('COMMIT');
    return (raised.rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}
