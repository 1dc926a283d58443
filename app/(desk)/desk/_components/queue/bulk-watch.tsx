'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { BulkObject } from '@/lib/bulk/schema';
import { BulkProblems } from './bulk-problems';
import { closeBulk, useBulk, useBulkJobs } from './use-bulk';

/** How far the reader's changes of many tickets are, wherever on the desk they go meanwhile; then what came of them. */
export function BulkWatch() {
  const jobs = useBulkJobs();
  const t = useTranslations('order.bulk');
  const [told, setTold] = useState<BulkObject>();
  return (
    <>
      {jobs.length > 0 && (
        <ul
          aria-label={t('jobs')}
          className="grid max-h-48 shrink-0 gap-px overflow-y-auto border-t border-line bg-line"
        >
          {jobs.map((job) => (
            <Job key={job._id} job={job} onTell={() => setTold(job)} />
          ))}
        </ul>
      )}
      <BulkProblems job={told} onClose={() => setTold(undefined)} />
    </>
  );
}

function Job({ job, onTell }: { job: BulkObject; onTell: () => void }) {
  const t = useTranslations('order.bulk');
  const actions = useTranslations('common.actions');
  const { undo } = useBulk();
  const [isUndoing, setUndoing] = useState(false);
  const isOver = job.state === 'done' || job.state === 'undone';
  const isBack = job.state === 'undoing' || job.state === 'undone';
  const [count, total] = isBack ? [job.undone + job.kept, job.done] : [job.done + job.failed, job.total];
  const left = isBack ? job.kept : job.failed;
  const text = isOver
    ? t(isBack ? 'undone' : 'done', { count: isBack ? job.undone : job.done })
    : t(isBack ? 'undoing' : 'running', { count, total });
  return (
    <li className="bg-surface px-4 py-2.5 text-sm">
      <div className="flex min-h-7 items-center gap-2">
        <p role="status" className="min-w-0 grow tabular-nums">
          {text}
          {left > 0 && isOver && <span className="text-text-2"> {t(isBack ? 'kept' : 'failed', { count: left })}</span>}
        </p>
        {isOver && left > 0 && (
          <Button size="sm" variant="ghost" onClick={onTell}>
            {t('which')}
          </Button>
        )}
        {job.state === 'done' && job.done > 0 && (
          <Button
            size="sm"
            isBusy={isUndoing}
            onClick={async () => {
              setUndoing(true);
              await undo(job);
              setUndoing(false);
            }}
          >
            {actions('undo')}
          </Button>
        )}
        {isOver && (
          <Button size="sm" variant="icon" aria-label={t('close')} onClick={() => closeBulk(job)}>
            <X size={14} strokeWidth={1.75} aria-hidden />
          </Button>
        )}
      </div>
      {!isOver && (
        <div
          role="progressbar"
          aria-label={t(isBack ? 'undoingLabel' : 'runningLabel')}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={count}
          aria-valuetext={text}
          className="mt-1.5 h-1 overflow-hidden rounded-full bg-pressed"
        >
          <div
            className="h-full rounded-full bg-thread transition-[width] duration-slow motion-reduce:transition-none"
            style={{ width: `${total === 0 ? 100 : (100 * count) / total}%` }}
          />
        </div>
      )}
    </li>
  );
}
