import { z } from 'zod';
import { bulkObject } from '@/lib/bulk/schema';
import type { Doc } from '@/lib/http/doc';

const params = {
  id: z.string().meta({ description: 'The job’s `_id`.', example: 'bulk_01h455vb4pex5vsknk084sn02q' }),
};

export const listBulkDoc: Doc = {
  id: 'listBulk',
  tag: 'Desk',
  summary: 'List one’s changes to many tickets',
  description: 'For agents: their own of the last day, newest first, at most 20.',
  replies: { 200: { description: 'The jobs, without their problems.', data: z.array(bulkObject) } },
};

export const createBulkDoc: Doc = {
  id: 'createBulk',
  tag: 'Desk',
  summary: 'Change many tickets',
  description:
    'For agents: the tickets that are named, at most 1,000, or all that a view finds at this moment, at most 10,000. They are ' +
    'changed one by one in the background, as by `PATCH /v2/support-tickets/{id}`; what one of them refuses stops none of the ' +
    'others. At most 25 are changed when this answers. At most 10 jobs of one person go on at a time.',
  errors: ['TICKET_NOT_FOUND', 'VIEW_NOT_FOUND', 'INVALID_Q', 'BULK_TOO_MANY', 'TOO_MANY_JOBS'],
  examples: {
    named: { tickets: ['support_ticket_01h455vb4pex5vsknk084sn02q'], change: { priority: 'high', addTags: ['api'] } },
    view: { view: { queue: 'unassigned', q: 'tag:api' }, change: { assignedTo: 'me' } },
  },
  replies: { 202: { description: 'The job.', data: bulkObject, headers: ['Location'] } },
};

export const readBulkDoc: Doc = {
  id: 'readBulk',
  tag: 'Desk',
  summary: 'See how far a job is',
  description: 'One’s own; admins see everybody’s.',
  params,
  errors: ['BULK_NOT_FOUND'],
  replies: { 200: { description: 'The job, with the tickets that it left as they were.', data: bulkObject } },
};

export const undoBulkDoc: Doc = {
  id: 'undoBulk',
  tag: 'Desk',
  summary: 'Undo a job',
  description:
    'Once it is `done`. Each ticket gets back what it had, unless one of the properties that the job changed was changed ' +
    'again since: that one is left and told among the problems, as `CHANGED_SINCE`.',
  params,
  errors: ['BULK_NOT_FOUND', 'BULK_NOT_DONE'],
  replies: { 202: { description: 'The job, on its way back.', data: bulkObject } },
};
