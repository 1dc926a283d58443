import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { suggestionObject } from '@/lib/search/schema';

export const suggestSearchDoc: Doc = {
  id: 'suggestSearch',
  tag: 'Desk',
  summary: 'Suggest how a search goes on',
  description:
    'What the last word of a search that is being typed may become: operators, the words that they take, agents, clients, teams, ' +
    'tags and fields of the desk. Agents only.',
  replies: {
    200: { description: 'Words to stand in the place of the last one, best first.', data: z.array(suggestionObject) },
  },
};
