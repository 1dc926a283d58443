'use client';
import { useTranslations } from 'next-intl';
import { UploadWait } from '@/components/attachments/upload-list';
import type { Uploads } from '@/components/attachments/use-uploads';
import { DraftNote } from '@/components/forms/draft-note';
import type { DraftState } from '@/components/forms/use-draft';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';

/** The foot of the form; on a phone a bar that stays in reach. */
export function FormActions(props: { draft: DraftState; isBusy: boolean; uploads: Uploads; onDiscard: () => void }) {
  const { draft, isBusy, uploads, onDiscard } = props;
  const t = useTranslations('portal.new');
  const form = useTranslations('common.form');
  const words = useTranslations('attachments.upload');
  return (
    <div
      data-foot
      className="flex flex-wrap items-center gap-2.5 pt-1 max-md:sticky max-md:bottom-0 max-md:z-3 max-md:-mx-4 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-3 max-md:pb-[calc(12px+env(safe-area-inset-bottom))]"
    >
      <UploadWait uploads={uploads} className="basis-full" />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="max-md:grow"
        isBusy={isBusy || uploads.isWaiting}
        busyLabel={uploads.isWaiting ? words('busy') : form('sending')}
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
