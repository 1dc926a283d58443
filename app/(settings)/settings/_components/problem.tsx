'use client';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ApiFailure } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';

/**
 * The sentence of what the API refused, for acts without a form. A session that ended goes to sign in instead, and back.
 */
export function useProblem() {
  const { sentence } = useErrorSentence();
  const t = useTranslations('common.form');
  const [problem, keep] = useState<string>();
  function setProblem(failure: ApiFailure | undefined) {
    if (failure?.status === 401) {
      location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    keep(failure && (failure.code === 'NETWORK' ? t('offline') : sentence(failure.code, failure.message)));
  }
  return { problem, setProblem };
}

/** What was refused, in the dialog that asked for it. A span, because a dialog's description is a paragraph. */
export function Problem({ problem }: { problem?: string }) {
  return (
    <span
      role="alert"
      className={problem ? 'mt-3 flex items-start gap-1.5 text-sm font-medium text-danger-text' : undefined}
    >
      {problem && (
        <>
          <CircleAlert size={14} strokeWidth={2.25} className="mt-[3px]" aria-hidden />
          <span>{problem}</span>
        </>
      )}
    </span>
  );
}
