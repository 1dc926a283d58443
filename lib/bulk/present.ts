import { toPublicId } from '@/lib/platform/ids';
import type { BulkProblemRow, BulkRow } from './queries';
import type { BulkObject } from './schema';

/** A row as the API shows a job; `problems` where they were read. */
export function presentBulk(row: BulkRow, problems?: BulkProblemRow[]): BulkObject {
  const { id, createdAt, finishedAt, ...rest } = row;
  return {
    _id: toPublicId('bulk', id),
    ...rest,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    ...(problems && {
      problems: problems.map(({ ticketId, number, title, problem }) => ({
        ticket: toPublicId('support_ticket', ticketId),
        number,
        title,
        message: problem,
      })),
    }),
  };
}
