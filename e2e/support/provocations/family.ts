import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import { aLink, aMerged } from '../plans/family';
import type { Provocation } from '../provocation';
import { change, fileTicket } from '../tickets';

const gone = '01h455vb4pex5vsknk084sn02q';
const tooLong = 'x'.repeat(101);

const body =
  (wrong: Record<string, unknown>): Provocation =>
  ({ send }) =>
    send({ body: wrong });

/** What cannot be merged, split off or linked, by operation. */
export const familyProvocations: Record<string, Record<string, Provocation>> = {
  mergeTicket: {
    INTO_REQUIRED: body({ into: '' }),
    INVALID_INTO: body({ into: tooLong }),
    OTHER_TICKET_NOT_FOUND: body({ into: `support_ticket_${gone}` }),
    async MERGE_INTO_ITSELF({ world, send }) {
      const { _id: id } = await fileTicket(world.api.client);
      return send({ params: { id }, body: { into: id } });
    },
    MERGE_INTO_MERGED: async ({ world, send }) => send({ body: { into: (await aMerged(world)).id } }),
    TICKET_MERGED: async ({ world, send }) => send({ params: { id: (await aMerged(world)).id } }),
    async TICKET_CLOSED({ world, send }) {
      const ticket = await fileTicket(world.api.client);
      await change(world.api.agent, ticket, { status: 'closed' });
      return send({ body: { into: ticket._id } });
    },
  },
  unmergeTicket: {
    NOT_MERGED: async ({ world, send }) => send({ params: { id: (await fileTicket(world.api.client))._id } }),
  },
  splitTicket: {
    THREAD_REQUIRED: body({ thread: '' }),
    INVALID_THREAD: body({ thread: `thread_${gone}` }),
  },
  linkTicket: {
    KIND_REQUIRED: body({ kind: '' }),
    INVALID_KIND: body({ kind: 'split' }),
    TICKET_REQUIRED: body({ ticket: '' }),
    INVALID_TICKET: body({ ticket: tooLong }),
    OTHER_TICKET_NOT_FOUND: body({ ticket: `support_ticket_${gone}` }),
    async LINK_TO_ITSELF({ world, send }) {
      const { _id: id } = await fileTicket(world.api.client);
      return send({ params: { id }, body: { ticket: id } });
    },
    async LINK_EXISTS({ world, send }) {
      const { id, other } = await aLink(world);
      return send({ params: { id: other }, body: { kind: 'blocks', ticket: id } });
    },
    async TOO_MANY_LINKS({ world, send }) {
      const { _id: id } = await fileTicket(world.api.client);
      const tag = `vinculado${crypto.randomUUID().slice(0, 8)}`;
      await db.query(
        sql`WITH others AS (
              INSERT INTO tickets (id, title, description, priority, category, client_id, tags)
              SELECT gen_random_uuid(), 'Uno de muchos', 'Algo.', 'low', 'general', ${world.client.userId}::uuid, ARRAY[${tag}::text]
              FROM generate_series(1, 200) RETURNING id)
            INSERT INTO ticket_links (id, from_id, to_id, kind)
            SELECT gen_random_uuid(), o.id, ${fromPublicId(id, 'support_ticket')}::uuid, 'duplicates' FROM others o`,
      );
      const answer = await send({ params: { id } });
      await db.query(sql`DELETE FROM tickets WHERE ${tag}::text = ANY(tags)`);
      return answer;
    },
  },
  unlinkTicket: { LINK_NOT_FOUND: ({ send }) => send({ params: { link: `link_${gone}` } }) },
  listHistory: {
    INVALID_TYPES: ({ send }) => send({ query: { types: 'lost' } }),
    INVALID_ACTOR: ({ send }) => send({ query: { actor: 'nobody' } }),
  },
};
