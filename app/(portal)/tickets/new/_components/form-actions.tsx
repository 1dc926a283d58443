'use client';
import { useTranslations } from 'next-intl';
import { DraftNote } from '@/components/forms/draft-note';
import type { DraftState } from '@/components/forms/use-draft';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';

/** The foot of the form; on a phone a bar that stays in reach. */
export function FormActions(props: { draft: DraftState; isBusy: boolean; onDiscard: () => void }) {
  const { draft, isBusy, onDiscard } = props;
  const t = useTranslations('portal.new');
  const form = useTranslations('common.form');
  return (
    <div className="flex items-center gap-2.5 pt-1 max-md:sticky max-md:bottom-0 max-md:z-3 max-md:-mx-4 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-3 max-md:pb-[calc(12px+env(safe-area-inset-bottom))]">
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="max-md:grow"
        isBusy={isBusy}
        busyLabel={form('sending')}
      >
        {t('submit')}
      </Button>
      <LinkButton variant="ghost" size="lg" href="/tickets" className="max-md:hidden">
        {t('cancel')}
      </LinkButton>
      <div className="ml-auto flex items-center gap-1 max-md:hidden">
        <DraftNote draft={draft} />
        {draft.isRestored && (
          <Button variant="ghost" onClick={onDiscard}>
            {t('discard')}
          </Button>
        )}
      </div>
    </div>
  );
}
