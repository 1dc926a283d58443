import { z } from 'zod';
import { draftObject } from '@/lib/drafts/schema';
import type { Doc } from '@/lib/http/doc';

const params = {
  id: z.string().meta({ description: 'The ticket’s `_id`.', example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
};

export const readDraftDoc: Doc = {
  id: 'readDraft',
  tag: 'Tickets',
  summary: 'Read one’s draft',
  description: 'What the agent who asks has typed into the ticket and not sent. Nobody reads another’s.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'The draft; where there is none, an empty one of revision 0.', data: draftObject } },
};

export const saveDraftDoc: Doc = {
  id: 'saveDraft',
  tag: 'Tickets',
  summary: 'Save one’s draft',
  description:
    'What has the highest `revision` stays, in whichever order it arrives, and nothing comes back that was sent. Without ' +
    'text and files the draft goes.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: {
    200: {
      description:
        'The draft as it stands, which may be one saved elsewhere; an empty one of a higher `revision` where something later was sent, and this was not kept.',
      data: draftObject,
    },
  },
};

export const deleteDraftDoc: Doc = {
  id: 'deleteDraft',
  tag: 'Tickets',
  summary: 'Throw one’s draft away',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'The draft as it was.', data: draftObject } },
};
