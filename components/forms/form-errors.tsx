'use client';
import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode, Ref } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { ErrorSummary, type SummaryItem } from '@/components/ui/error-summary';
import type { FormProblem } from './use-api-form';

/** The part of `useApiForm`'s answer that this needs. */
interface FormWithErrors {
  problem?: FormProblem;
  isBusy: boolean;
  submit: () => Promise<void>;
  summary: { items: SummaryItem[]; ref: Ref<HTMLDivElement>; title: string };
}

/** What is wrong, above the form: the fields to look at, or one problem of the whole with a way to try again. */
export function FormErrors({ form, title }: { form: FormWithErrors; title?: (count: number) => ReactNode }) {
  const t = useTranslations('common');
  const { items, ref } = form.summary;
  if (items.length > 0) {
    return <ErrorSummary items={items} ref={ref} title={title ? title(items.length) : form.summary.title} />;
  }
  if (!form.problem) return null;
  return (
    <Banner ref={ref} tone="bad" role="alert" tabIndex={-1} title={form.problem.text}>
      {form.problem.requestId && (
        <p className="mt-1 text-xs text-text-2">
          {t('states.reference')} <span className="num">{form.problem.requestId}</span>
        </p>
      )}
      {form.problem.canRetry && (
        <Button size="sm" className="mt-2.5" isBusy={form.isBusy} onClick={() => void form.submit()}>
          <RotateCw size={14} strokeWidth={1.75} aria-hidden />
          {t('actions.retry')}
        </Button>
      )}
    </Banner>
  );
}
