import { foundObject } from '@/lib/find/schema';
import type { Doc } from '@/lib/http/doc';

export const findDoc: Doc = {
  id: 'find',
  tag: 'Desk',
  summary: 'Find tickets and clients while typing',
  description:
    'A few of each, fast: by number, by words or beginnings of words of the title, by parts of a client’s name or address. ' +
    'Accents and case do not matter. Common words are looked for among the newest tickets. Agents only.',
  replies: { 200: { description: 'What was found.', data: foundObject } },
};
