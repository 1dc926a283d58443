import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { queueObject } from '@/lib/views/schema';

export const listQueuesDoc: Doc = {
  id: 'listQueues',
  tag: 'Desk',
  summary: 'List queues and saved views with their counts',
  description:
    'Every queue that a desk has, then the views that the caller sees, in their order. Counts are exact up to 999. A view that ' +
    'takes too long to count has none. Agents only.',
  replies: { 200: { description: 'The rail, from top to bottom.', data: z.array(queueObject) } },
};
