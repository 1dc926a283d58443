import { useLocale, useTranslations } from 'next-intl';
import { formatFileSize } from '@/components/tickets/file-size';
import { cx } from '@/components/ui/cx';
import { type Attempt, formatDuration, isTaken, outcomeKey } from './attempt-words';

/** What came of an attempt: its HTTP status, if there was one, and what that means. */
export function Outcome({ attempt }: { attempt: Attempt }) {
  const t = useTranslations('settings.webhooks.outcome');
  return (
    <>
      {attempt.status !== null && (
        <span
          className={cx(
            'mr-2 inline-block rounded-sm px-1.5 font-mono text-xs leading-5 font-medium',
            isTaken(attempt) ? 'bg-resolved-soft text-resolved-text' : 'bg-urgent-soft text-urgent-text',
          )}
        >
          {attempt.status}
        </span>
      )}
      {t(outcomeKey(attempt))}
    </>
  );
}

/** How long an attempt took and how much went each way. */
export function Measures({ attempt }: { attempt: Attempt }) {
  const t = useTranslations('settings.webhooks');
  const locale = useLocale();
  const { durationMs, requestBytes, responseBytes } = attempt;
  const parts = [
    durationMs !== null && formatDuration(durationMs, locale),
    t('sent', { size: formatFileSize(requestBytes, locale) }),
    responseBytes !== null && t('received', { size: formatFileSize(responseBytes, locale) }),
  ];
  return <span className="tabular-nums">{parts.filter(Boolean).join(' · ')}</span>;
}

/** What the receiver wrote: text that does nothing, whatever it holds. */
export function Reply({ attempt }: { attempt: Attempt }) {
  const t = useTranslations('settings.webhooks');
  const { responseHead, responseBytes } = attempt;
  if (!responseHead) return null;
  return (
    <>
      <pre
        tabIndex={0}
        role="group"
        aria-label={t('reply')}
        className="max-h-52 overflow-auto bg-surface! whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {responseHead}
      </pre>
      {(responseBytes ?? 0) > 1024 && <p className="mt-1 text-xs text-text-3">{t('replyCut')}</p>}
    </>
  );
}
