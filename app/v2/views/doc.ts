import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { maxViews } from '@/lib/views/rules';
import { viewObject } from '@/lib/views/schema';

const params = {
  id: z.string().meta({ description: 'The view’s `_id`.', example: 'view_01h455vb4pex5vsknk084sn02q' }),
};

export const listViewsDoc: Doc = {
  id: 'listViews',
  tag: 'Desk',
  summary: 'List saved views',
  description: 'One’s own and those that others share, in the order that the caller gave them. Agents only.',
  replies: { 200: { description: 'Views.', data: z.array(viewObject) } },
};

export const createViewDoc: Doc = {
  id: 'createView',
  tag: 'Desk',
  summary: 'Save a search as a view',
  description: `Its times stay relative: \`created:<7d\` is the last week whenever it is opened. At most ${maxViews} a person.`,
  errors: ['TOO_MANY_VIEWS'],
  examples: { cobros: { name: 'Cobros urgentes', query: 'tag:cobros priority:>=high is:active', shared: true } },
  replies: { 201: { description: 'The view.', data: viewObject, headers: ['Location'] } },
};

export const changeViewDoc: Doc = {
  id: 'changeView',
  tag: 'Desk',
  summary: 'Change a view',
  description: 'Its owner and admins; others who see it are `FORBIDDEN`. `deleted: false` brings a deleted one back.',
  params,
  errors: ['VIEW_NOT_FOUND', 'TOO_MANY_VIEWS'],
  examples: { share: { shared: true } },
  replies: { 200: { description: 'The view as it is now.', data: viewObject } },
};

export const deleteViewDoc: Doc = {
  id: 'deleteView',
  tag: 'Desk',
  summary: 'Delete a view',
  description:
    'Its owner and admins; others who see it are `FORBIDDEN`. A shared one is gone for everybody. For a day it can be brought back: `PATCH` with `deleted: false`.',
  params,
  errors: ['VIEW_NOT_FOUND'],
  replies: { 200: { description: 'The view as it was.', data: viewObject } },
};

export const orderViewsDoc: Doc = {
  id: 'orderViews',
  tag: 'Desk',
  summary: 'Order one’s views',
  description: 'For the caller alone. Ids of views that they do not see are passed over.',
  replies: { 200: { description: 'All views that the caller sees, in their new order.', data: z.array(viewObject) } },
};
