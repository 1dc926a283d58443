import type { Doc } from '@/lib/http/doc';
import { searchReportObject } from '@/lib/search/schema';

export const explainSearchDoc: Doc = {
  id: 'explainSearch',
  tag: 'Desk',
  summary: 'Say how a search is understood',
  description:
    'Which of its words are not understood, and which are looked for together with others like them because they stand nowhere. ' +
    'Agents only.',
  replies: { 200: { description: 'How it is understood.', data: searchReportObject } },
};
