import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state';
import { LinkButton } from './link-button';

/** Not there and not allowed look the same. `home` is the way out; its label names where it leads. */
export function NotFoundState(props: {
  text?: ReactNode;
  home: { href: string; label?: string };
  level?: 1 | 2 | 3;
  className?: string;
}) {
  const t = useTranslations('common.states');
  return (
    <EmptyState
      drawing="cut"
      level={props.level}
      className={props.className}
      title={t('notFoundTitle')}
      text={props.text ?? t('notFoundText')}
      actions={
        <LinkButton variant="primary" href={props.home.href}>
          {props.home.label ?? t('home')}
        </LinkButton>
      }
    />
  );
}
