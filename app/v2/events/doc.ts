import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';

const example = [
  'retry: 1480',
  'id: 4xT1c2mQ0nZr8K7bYpVd5g',
  '',
  'id: pK4ZlIqLw1yX0mPnDq9c3A',
  'event: ticket.changed',
  'data: {"id":"pK4ZlIqLw1yX0mPnDq9c3A","type":"ticket.changed","timestamp":"2026-01-15T10:30:00.000Z",' +
    '"ticket":"support_ticket_01h455vb4pex5vsknk084sn02q","number":1042,' +
    '"actor":"agent_01h455vb4pex5vsknk084sn02q","changes":{"priority":{"from":"high","to":"urgent"}}}',
  '',
  ':',
  '',
  '',
].join('\n');

export const streamEventsDoc: Doc = {
  id: 'streamEvents',
  tag: 'Events',
  summary: 'Hear events as they happen',
  description:
    'Server-sent events, as a browser’s `EventSource` reads them: `id` is the event’s cursor, `event` its type, `data` the ' +
    'object of `GET /v2/changes`. It starts now, or with `Last-Event-ID` after that event, without gap or double. A comment every ' +
    '25 seconds keeps the connection; it ends when the token or session does, or when the reader is too slow: come back with ' +
    'the last `id`. With `presence=true`, for agents, it also tells who has which ticket open. At most 20 streams a token, 100 a person. Opening one counts as one request.',
  takes: ['Last-Event-ID'],
  errors: ['TOO_MANY_STREAMS'],
  replies: {
    200: {
      description: 'Events, for as long as you listen.',
      body: { 'text/event-stream': z.string() },
      examples: { stream: example },
    },
  },
};
