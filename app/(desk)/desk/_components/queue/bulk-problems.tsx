'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonList } from '@/components/ui/skeleton';
import type { BulkObject } from '@/lib/bulk/schema';
import { fetchDesk } from '../data/fetch-desk';
import { useDesk } from '../data/use-desk';

/** The tickets that a change of many left as they were, each with why and the way to it; open while there is a `job`. */
export function BulkProblems({ job, onClose }: { job?: BulkObject; onClose: () => void }) {
  const t = useTranslations('order.bulk');
  return (
    <Dialog
      open={job !== undefined}
      onOpenChange={(open) => open || onClose()}
      title={t(job?.state === 'undone' ? 'keptTitle' : 'failedTitle')}
    >
      {job && <Problems job={job} onGo={onClose} />}
    </Dialog>
  );
}

function Problems({ job, onGo }: { job: BulkObject; onGo: () => void }) {
  const t = useTranslations('order.bulk');
  const errors = useErrorSentence();
  const { href } = useDesk();
  const { data, isError } = useQuery({
    queryKey: ['desk', 'bulk', job._id, job.state],
    queryFn: async ({ signal }) => (await fetchDesk<BulkObject>(`/v2/bulk/${job._id}`, signal)).data,
  });
  if (isError) return <p className="text-md text-text-2">{t('problemsFailed')}</p>;
  if (!data) return <SkeletonList />;
  const problems = data.problems ?? [];
  const more = (job.state === 'undone' ? data.kept : data.failed) - problems.length;
  return (
    <ul className="grid max-h-[50dvh] gap-2 overflow-y-auto">
      {problems.map((problem) => (
        <li key={problem.ticket} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 text-md">
          <a href={href(problem.number)} onClick={onGo} className="num">
            #{problem.number}
          </a>
          <span className="truncate">{problem.title}</span>
          <span className="col-start-2 text-sm text-text-3">{errors.sentence(problem.message)}</span>
        </li>
      ))}
      {more > 0 && <li className="text-sm text-text-3">{t('moreProblems', { count: more })}</li>}
    </ul>
  );
}
