import { z } from 'zod';
import { name } from '@/lib/people/schema';
import { parseSearch, searchLimits } from '@/lib/search/rules';

/** How a view is ordered. */
export const viewSorts = ['newest', 'updated', 'urgent'] as const;

export type ViewSort = (typeof viewSorts)[number];

const id = '01h455vb4pex5vsknk084sn02q';
const viewId = z.string().meta({ description: 'The id.', example: `view_${id}`, pattern: '^view_[0-9a-z]+$' });

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');

const viewName = name
  .max(80, 'INVALID_NAME')
  .meta({ description: 'What the rail calls it. One line.', example: 'Cobros urgentes', maxLength: 80 });

const query = z
  .string('INVALID_QUERY')
  .trim()
  .max(searchLimits.characters, 'INVALID_QUERY')
  .refine((text) => isStorable(text) && parseSearch(text).problems.length === 0, 'INVALID_QUERY')
  .meta({
    description: 'A text of the search language, all of whose words are understood. Empty: every ticket.',
    example: 'tag:cobros priority:>=high is:active',
    maxLength: searchLimits.characters,
  });

const sort = z
  .enum(viewSorts, 'INVALID_SORT')
  .meta({ description: 'Newest first, last changed first, or most urgent first.', example: 'newest' });

const shared = z
  .boolean('INVALID_SHARED')
  .meta({ description: 'Every agent sees it; only its owner and admins change it.', example: false });

/** The body of `POST /v2/views`. */
export const createViewSchema = z
  .object({
    name: viewName,
    query: query.nullish().transform((value) => value ?? ''),
    sort: sort.nullish().transform((value) => value ?? 'newest'),
    shared: shared.nullish().transform((value) => value ?? false),
  })
  .meta({ id: 'CreateView' });

/** The body of `PATCH /v2/views/{id}`. Null means absent. */
export const changeViewSchema = z
  .object({
    name: viewName.nullish(),
    query: query.nullish(),
    sort: sort.nullish(),
    shared: shared.nullish(),
    deleted: z
      .literal(false, 'INVALID_DELETED')
      .nullish()
      .meta({ description: '`false` brings a deleted view back, within a day.', example: false }),
  })
  .meta({ id: 'ChangeView' });

/** The body of `PUT /v2/views/order`. */
export const orderViewsSchema = z
  .object({
    views: z
      .array(z.string('INVALID_VIEWS').regex(/^view_[0-7][0-9a-hjkmnp-tv-z]{25}$/, 'INVALID_VIEWS'), 'INVALID_VIEWS')
      .max(1000, 'INVALID_VIEWS')
      .meta({ description: 'Ids, first to last. Views that are not named come after them.', example: [`view_${id}`] }),
  })
  .meta({ id: 'OrderViews' });

export type CreateView = z.output<typeof createViewSchema>;
export type ChangeView = z.output<typeof changeViewSchema>;

/** A saved view as the API shows it. */
export const viewObject = z
  .object({
    _id: viewId,
    name: z.string().meta({ description: 'What the rail calls it.', example: 'Cobros urgentes' }),
    query: z.string().meta({ description: 'A text of the search language.', example: 'tag:cobros is:active' }),
    sort,
    shared,
    owner: z
      .object({
        _id: z.string().meta({ example: `agent_${id}` }),
        name: z.string().meta({ example: 'Nuria Campos' }),
      })
      .meta({ description: 'Who made it.' }),
    canChange: z.boolean().meta({ description: 'Whether the reader may change and delete it.', example: true }),
  })
  .meta({ id: 'View', description: 'A search under a name.' });

export type ViewObject = z.output<typeof viewObject>;

/** A line of the rail. */
export const queueObject = z
  .object({
    id: z.string().meta({ description: 'A queue that every desk has, or a view’s `_id`.', example: 'mine' }),
    query: z.string().meta({ description: 'The search that it is.', example: 'assigned:me is:active' }),
    count: z.int().nullable().meta({
      description: 'How many tickets it finds; 1000 stands for that many or more, null for a search too dear to count.',
      example: 12,
    }),
    sort,
    view: viewObject.nullable().meta({ description: 'The view, where it is one.' }),
  })
  .meta({ id: 'Queue', description: 'A queue or saved view with its count.' });

export type QueueObject = z.output<typeof queueObject>;
