'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { DialogActions, DialogClose } from '@/components/ui/dialog';

/** The foot of a form in a dialog: leave, or send; `submit` says what sending does. */
export function FormFoot({ isBusy, submit }: { isBusy: boolean; submit: string }) {
  const t = useTranslations('common.actions');
  return (
    <DialogActions>
      <DialogClose render={<Button variant="ghost" size="lg" />}>{t('cancel')}</DialogClose>
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy} busyLabel={t('working')}>
        {submit}
      </Button>
    </DialogActions>
  );
}
