import { hold, scanned } from '../hold';
import type { Provocation } from '../provocation';
import { fileTicket } from '../tickets';

const none: Provocation = ({ send }) => send({ params: { id: 'attachment_01h455vb4pex5vsknk084sn02q' } });

const after =
  (scan: 'pending' | 'infected'): Provocation =>
  async ({ as, send }) => {
    const file = await hold(as, 'nota.txt', 'Una nota.');
    await scanned(file, scan);
    return send({ params: { id: file.id, filename: file.filename } });
  };

/** What is wrong with reading and deleting files, by operation. */
export const heldFileProvocations: Record<string, Record<string, Provocation>> = {
  readAttachment: { ATTACHMENT_NOT_FOUND: none },
  deleteAttachment: {
    ATTACHMENT_NOT_FOUND: none,
    async ATTACHMENT_IN_USE({ as, send }) {
      const file = await hold(as, 'nota.txt', 'Una nota.');
      await fileTicket(as, { attachments: [file.link] });
      return send({ params: { id: file.id } });
    },
  },
  downloadAttachment: {
    ATTACHMENT_NOT_FOUND: none,
    LINK_EXPIRED: ({ send }) => send({ query: { expires: '1767225600', signature: 'x' } }),
    ATTACHMENT_NOT_SCANNED: after('pending'),
    ATTACHMENT_INFECTED: after('infected'),
    RANGE_NOT_SATISFIABLE: ({ send }) => send({ headers: { range: 'bytes=1000-' } }),
    INVALID_THUMBNAIL: ({ send }) => send({ query: { thumbnail: 'yes' } }),
  },
};
