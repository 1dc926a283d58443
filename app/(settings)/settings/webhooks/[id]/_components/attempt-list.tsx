import { Check, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import { RelativeTime } from '@/components/ui/relative-time';
import { type Attempt, isTaken, outcomeKey } from './attempt-words';
import { Measures, Outcome, Reply } from './outcome';

/** Every attempt on one line, the latest first, because that is the one to mend; older replies are folded away. */
export function AttemptList({ attempts, isGivenUp }: { attempts: Attempt[]; isGivenUp: boolean }) {
  const t = useTranslations('settings.webhooks');
  if (attempts.length === 0) return <p className="text-sm text-text-3">{t(isGivenUp ? 'neverSent' : 'noAttempts')}</p>;
  return (
    <ol reversed className="grid">
      {attempts.toReversed().map((attempt, index) => (
        <li
          key={`${attempt.number} ${attempt.startedAt}`}
          className="relative pb-5 pl-8 before:absolute before:top-5 before:bottom-0 before:left-[9px] before:w-0.5 before:bg-thread-line last:pb-0 last:before:hidden"
        >
          <Knot attempt={attempt} />
          <p className="flex items-baseline justify-between gap-4 text-sm">
            <span className="font-medium">{t('attempt', { number: attempt.number })}</span>
            <RelativeTime at={attempt.startedAt} style="moment" className="shrink-0 text-xs text-text-3 tabular-nums" />
          </p>
          <p className="mt-0.5 text-sm text-text-2">
            <Outcome attempt={attempt} />
          </p>
          <p className="mt-0.5 text-xs text-text-3">
            <Measures attempt={attempt} />
          </p>
          {attempt.responseHead && (
            <div className="mt-2">
              {index === 0 ? (
                <Reply attempt={attempt} />
              ) : (
                <details>
                  <summary className="w-fit rounded-sm text-sm text-text-2">{t('reply')}</summary>
                  <div className="mt-2">
                    <Reply attempt={attempt} />
                  </div>
                </details>
              )}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function Knot({ attempt }: { attempt: Attempt }) {
  const isRunning = outcomeKey(attempt) === 'running';
  const Icon = isTaken(attempt) ? Check : X;
  return (
    <span
      className={cx(
        'absolute top-0 left-0 grid size-5 place-items-center rounded-full',
        isRunning && 'border-2 border-thread-line bg-surface',
        !isRunning && (isTaken(attempt) ? 'bg-resolved-soft text-resolved-text' : 'bg-urgent-soft text-urgent-text'),
      )}
      aria-hidden
    >
      {!isRunning && <Icon size={12} strokeWidth={2.5} />}
    </span>
  );
}
