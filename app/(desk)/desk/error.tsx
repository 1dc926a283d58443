'use client';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/ui/error-state';
import { LinkButton } from '@/components/ui/link-button';

/** A desk page that failed. What was typed is kept as a draft, so trying again loses nothing. */
export default function DeskError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('desk.error');
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  return (
    <main
      id="main"
      tabIndex={-1}
      className="grid min-h-dvh content-center justify-items-center bg-surface outline-none"
    >
      <ErrorState level={1} text={t('text')} reference={digest} onRetry={retry} className="pb-2" />
      <LinkButton variant="ghost" href="/desk" prefetch={false}>
        {t('home')}
      </LinkButton>
    </main>
  );
}
