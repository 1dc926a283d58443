import { z } from 'zod';
import { feedEnd, ticketEventObject } from '@/lib/events/schema';
import type { Doc } from '@/lib/http/doc';

const page = z
  .object({
    limit: z.int().meta({ description: 'How many to a page.', example: 100 }),
    next: z.string().meta({
      description: 'The `cursor` to go on with, at the end too: then it finds what has happened since.',
      example: 'pK4ZlIqLw1yX0mPnDq9c3A',
    }),
    more: z.boolean().meta({ description: 'Whether the next page has something already.', example: false }),
  })
  .meta({ id: 'FeedPage' });

export const listEventsDoc: Doc = {
  id: 'listEvents',
  tag: 'Events',
  summary: 'Read what happened',
  description:
    'Every event of the tickets that the caller may see, oldest first, each once: what commits late is never skipped. Keep ' +
    '`page.next` and come back with it. With `Accept: application/x-ndjson` all of it is streamed up to now, one event a line and ' +
    'as the last line `{"cursor": …}`; without that line it was cut: go on after the last event that came. ' +
    'Clients hear of their own tickets and of no notes.',
  takes: ['If-None-Match'],
  replies: {
    200: {
      description: 'A page of events, or all of them as lines.',
      headers: ['ETag'],
      body: {
        'application/json': z.object({ success: z.literal(true), data: z.array(ticketEventObject), page }),
        'application/x-ndjson': ticketEventObject.or(feedEnd),
      },
    },
  },
};
