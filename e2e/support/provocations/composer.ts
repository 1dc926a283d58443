import { anOutgoing } from '../plans/composer';
import type { Provocation } from '../provocation';
import { fileTicket } from '../tickets';
import { sendFile } from './uploads';

const body =
  (wrong: Record<string, unknown>): Provocation =>
  ({ send }) =>
    send({ body: wrong });

/** What cannot be put into the outbox, sent or taken back, by operation. */
export const composerProvocations: Record<string, Record<string, Provocation>> = {
  putIntoOutbox: {
    STATUS_REQUIRED: body({ after: {} }),
    INVALID_STATUS: body({ after: { status: 'lost' } }),
    RESOLUTION_REQUIRED: body({ after: { status: 'resolved' } }),
    INVALID_RESOLUTION: body({ after: { status: 'resolved', resolution: 5 } }),
  },
  takeBackReply: {
    ALREADY_SENT: async ({ world, send }) => send({ params: { id: (await anOutgoing(world, 0)).id } }),
  },
  sendReplyNow: {
    // A file of it was deleted meanwhile.
    async INVALID_ATTACHMENTS({ world, as, send }) {
      const { ticket } = await anOutgoing(world);
      const attachments = [await sendFile(as, 'nota.txt', 'Una nota.')];
      const put = await as.post<{ data: { _id: string } }>(`/v2/support-tickets/${ticket}/outbox`, {
        message: 'x',
        attachments,
      });
      await as.send('DELETE', `/v2/attachments/${attachments[0]?.url.split('/').at(-2)}`);
      return send({ params: { id: put.body.data._id } });
    },
    async TICKET_CLOSED({ world, send }) {
      const { id, ticket } = await anOutgoing(world);
      await world.api.admin.patch(`/v2/support-tickets/${ticket}`, { status: 'closed' });
      return send({ params: { id } });
    },
    async TICKET_MERGED({ world, send }) {
      const { id, ticket } = await anOutgoing(world);
      const into = (await fileTicket(world.api.client))._id;
      await world.api.admin.post(`/v2/support-tickets/${ticket}/merge`, { into });
      return send({ params: { id } });
    },
  },
};
