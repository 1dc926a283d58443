'use client';
import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';
import { EmptyState } from './empty-state';

/** Something failed on our side: says so, offers to try again and gives the reference (`X-Request-Id` or the digest). */
export function ErrorState(props: {
  text?: ReactNode;
  reference?: string;
  onRetry?: () => void;
  level?: 1 | 2 | 3;
  className?: string;
}) {
  const t = useTranslations('common');
  return (
    <EmptyState
      drawing="cut"
      level={props.level}
      className={props.className}
      title={t('states.errorTitle')}
      text={props.text ?? t('states.errorText')}
      actions={
        props.onRetry && (
          <Button variant="primary" onClick={props.onRetry}>
            <RotateCw size={16} strokeWidth={1.75} aria-hidden />
            {t('actions.retry')}
          </Button>
        )
      }
      foot={
        props.reference && (
          <>
            {t('states.reference')} <span className="num">{props.reference}</span>
          </>
        )
      }
    />
  );
}
