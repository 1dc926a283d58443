'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { isTaken, outcomeKey } from './attempt-words';
import { Measures, Outcome, Reply } from './outcome';
import type { Test } from './use-test';

/** What came of a test: did it arrive, how it was answered, how long it took, and what to do if it did not. */
export function TestResult({ test: { delivery, problem, dismiss } }: { test: Test }) {
  const t = useTranslations('settings.webhooks');
  const attempt = delivery?.attempts.at(-1);
  if (!attempt && !problem) return null;
  const isGood = attempt !== undefined && isTaken(attempt);
  const answered = attempt?.status == null ? 'testBad' : 'testRefused';
  const title = isGood ? 'testGood' : problem ? 'testNotSent' : answered;
  const close = (
    <Button variant="icon" aria-label={t('testDismiss')} onClick={dismiss}>
      <X size={16} strokeWidth={1.75} aria-hidden />
    </Button>
  );
  return (
    <Banner
      tone={isGood ? 'good' : 'bad'}
      role={isGood ? 'status' : 'alert'}
      title={t(title)}
      end={close}
      className="mb-6"
    >
      {problem && <p className="mt-0.5 text-sm text-text-2">{problem}</p>}
      {attempt && (
        <div className="mt-1.5 grid gap-1.5 text-sm text-text-2">
          <p>
            <Outcome attempt={attempt} />
          </p>
          {!isGood && <Advice outcome={outcomeKey(attempt)} />}
          <p className="text-xs text-text-3">
            <Measures attempt={attempt} />
          </p>
          <div>
            <Reply attempt={attempt} />
          </div>
        </div>
      )}
    </Banner>
  );
}

/** What to do about it, where there is something to say. */
export function Advice({ outcome }: { outcome: ReturnType<typeof outcomeKey> }) {
  const t = useTranslations('settings.webhooks.advice');
  return t.has(outcome as Parameters<typeof t.has>[0]) ? <p>{t(outcome as Parameters<typeof t>[0])}</p> : null;
}
