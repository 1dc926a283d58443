'use client';
import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/ui/dialog';
import { CreateTokenForm, type CreateTokenFormProps } from './create-token-form';

/** The dialog that makes a token. */
export function CreateToken({
  open,
  onOpenChange,
  ...form
}: CreateTokenFormProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('settings.tokens');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('create')}
      description={t('createText')}
      className="md:w-[min(600px,calc(100vw-32px))]!"
    >
      <CreateTokenForm {...form} />
    </Dialog>
  );
}
