'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { createTokenSchema, type TokenObject } from '@/lib/tokens/schema';
import { OwnerSelect } from './owner-select';
import type { OwnerOption } from './token-view';

/** A token in the one answer that holds it whole. */
export type CreatedToken = TokenObject & { token: string };

const lives = ['30', '90', '365', 'never'] as const;
const schema = createTokenSchema.extend({ expiresInDays: z.enum(lives, 'INVALID_EXPIRES_IN_DAYS') });

interface CreateTokenProps {
  /** Whom it may act as; absent when only oneself. */
  owners?: OwnerOption[];
  selfId: string;
  onCreated: (token: CreatedToken) => void;
}

/** The dialog that makes a token. */
export function CreateToken({
  open,
  onOpenChange,
  ...form
}: CreateTokenProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('settings.tokens');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('create')} description={t('createText')}>
      <CreateTokenForm {...form} />
    </Dialog>
  );
}

function CreateTokenForm({ owners, selfId, onCreated }: CreateTokenProps) {
  const t = useTranslations('settings.tokens');
  const common = useTranslations('common.actions');
  const form = useApiForm({
    schema,
    url: '/v2/tokens',
    defaultValues: { name: '', user: selfId, expiresInDays: '90' },
    toBody: ({ expiresInDays, ...rest }) => ({
      ...rest,
      expiresInDays: expiresInDays === 'never' ? null : Number(expiresInDays),
    }),
    onSuccess: onCreated,
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('column.name')} hint={t('nameHint')}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" maxLength={100} />}
      </Field>
      {owners && (
        <Field {...form.field('user')} label={t('column.owner')} hint={t('ownerHint')}>
          {(control) => <OwnerSelect {...control} {...form.register('user')} owners={owners} selfId={selfId} />}
        </Field>
      )}
      <Field {...form.field('expiresInDays')} label={t('expires')} hint={t('expiresHint')}>
        {(control) => (
          <Select {...control} {...form.register('expiresInDays')}>
            {lives.map((life) => (
              <option key={life} value={life}>
                {t(`expiry.${life}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DialogActions>
        <DialogClose render={<Button variant="ghost" size="lg" />}>{common('cancel')}</DialogClose>
        <Button type="submit" variant="primary" size="lg" isBusy={form.isBusy} busyLabel={common('working')}>
          {t('create')}
        </Button>
      </DialogActions>
    </form>
  );
}
