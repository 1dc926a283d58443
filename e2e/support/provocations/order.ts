import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { fileTooMany } from '../plans/order';
import type { Provocation } from '../provocation';

interface Made {
  data: { _id: string };
}

/** Teams that are in another's way, and jobs that cannot be. */
export const orderProvocations: Record<string, Provocation> = {
  async TEAM_EXISTS({ world, send }) {
    const name = `Equipo ${crypto.randomUUID().slice(0, 8)}`;
    await world.api.admin.post('/v2/teams', { name });
    return send({ body: { name: name.toUpperCase() } });
  },
  async CATEGORY_TAKEN({ world, send }) {
    const name = `Equipo ${crypto.randomUUID().slice(0, 8)}`;
    const categories = ['feature_request'];
    // Another test may have one just now: then that is the one in the way.
    const made = await world.api.admin.post<Made>('/v2/teams', { name, categories });
    const answer = await send({ body: { categories } });
    if (made.status === 201) await world.api.admin.send('DELETE', `/v2/teams/${made.body.data._id}`);
    return answer;
  },
  async BULK_TOO_MANY({ world, send }) {
    const { q, remove } = await fileTooMany(world.client.userId);
    const answer = await send({ body: { tickets: null, view: { queue: 'all', q } } });
    await remove();
    return answer;
  },
  async TOO_MANY_JOBS({ world, send }) {
    const who = await world.makePerson('agent');
    await db.query(
      sql`INSERT INTO bulk_jobs (id, user_id, change)
          SELECT gen_random_uuid(), ${who.userId}::uuid, '{"priority":"high"}'::jsonb FROM generate_series(1, 10)`,
    );
    const answer = await send({ by: world.api.as(who) });
    await db.query(sql`DELETE FROM bulk_jobs WHERE user_id = ${who.userId}::uuid`);
    return answer;
  },
  async BULK_NOT_DONE({ send }) {
    await send();
    return send();
  },
};

const sending =
  (body: object): Provocation =>
  ({ send }) =>
    send({ body });

/** The codes of what a job changes stand one level down. */
export function bulkProvocations(inBodies: Record<string, object>): Record<string, Provocation> {
  const codes = ['STATUS', 'PRIORITY', 'CATEGORY'].flatMap((name) => [`${name}_REQUIRED`, `INVALID_${name}`]);
  const nested = [...codes, 'INVALID_RESOLUTION', 'INVALID_SNOOZED_UNTIL'];
  return {
    ...Object.fromEntries(nested.map((code): [string, Provocation] => [code, sending({ change: inBodies[code] })])),
    // Of these, that they are there is for each ticket to say; that they are texts, for the schema.
    INVALID_ASSIGNED_TO: sending({ change: { assignedTo: 5 } }),
    INVALID_TEAM: sending({ change: { team: 5 } }),
    INVALID_TAGS: sending({ change: { addTags: [''] } }),
    RESOLUTION_REQUIRED: sending({ change: { status: 'resolved' } }),
    TICKET_NOT_FOUND: sending({ tickets: ['support_ticket_01h455vb4pex5vsknk084sn02q'] }),
    INVALID_Q: sending({ tickets: null, view: { queue: 'all', q: 'nada:x' } }),
    VIEW_NOT_FOUND: sending({ tickets: null, view: { queue: 'view_01h455vb4pex5vsknk084sn02q', q: '' } }),
  };
}
