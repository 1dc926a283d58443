'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Banner } from '@/components/ui/banner';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { createTokenSchema, type NewTokenObject, type Scope, scopes } from '@/lib/tokens/schema';
import { FormFoot } from '../../_components/form-foot';
import { Choice } from './choice';
import { OwnerSelect } from './owner-select';
import { ScopeChoices } from './scope-choices';
import type { AdminOptions } from './token-view';

const lives = ['30', '90', '365', 'never'] as const;

const schema = createTokenSchema.extend({
  expiresInDays: z.enum(lives, 'INVALID_EXPIRES_IN_DAYS'),
  rateLimit: z
    .string()
    .trim()
    .transform((text): number | null | undefined => (text === '' ? null : Number(text)))
    .pipe(createTokenSchema.shape.rateLimit),
});

export interface CreateTokenFormProps {
  /** What only admins choose; absent for everybody else. */
  admin?: AdminOptions;
  selfId: string;
  onCreated: (token: NewTokenObject) => void;
}

/** What a new token is called, may do, and until when. */
export function CreateTokenForm({ admin, selfId, onCreated }: CreateTokenFormProps) {
  const t = useTranslations('settings.tokens');
  const form = useApiForm<z.input<typeof schema>, z.output<typeof schema>, NewTokenObject>({
    schema,
    url: '/v2/tokens',
    defaultValues: {
      name: '',
      user: selfId,
      scopes: [...scopes],
      expiresInDays: '90',
      integration: false,
      rateLimit: '',
    },
    toBody: ({ expiresInDays, ...rest }) => ({
      ...rest,
      expiresInDays: expiresInDays === 'never' ? null : Number(expiresInDays),
    }),
    onSuccess: onCreated,
  });
  const [user, held, isIntegration] = form.watch(['user', 'scopes', 'integration']);
  const scopeField = form.field('scopes');
  const owner = admin?.owners.find(({ id }) => id === user && id !== selfId)?.name;
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('column.name')} hint={t('nameHint')}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" maxLength={100} />}
      </Field>
      {admin && (
        <Field
          {...form.field('user')}
          label={t('column.owner')}
          hint={t(admin.hasMore ? 'ownerHintMore' : 'ownerHint')}
        >
          {(control) => <OwnerSelect {...control} {...form.register('user')} owners={admin.owners} selfId={selfId} />}
        </Field>
      )}
      <Field id={scopeField.id} error={scopeField.error && t('scope.none')} label={t('scope.title')} isGroup>
        {(control) => (
          <ScopeChoices
            control={control}
            value={(held ?? []) as Scope[]}
            owner={owner}
            onChange={(value) => {
              form.setValue('scopes', value, { shouldDirty: true });
              if (value.length > 0) form.clearErrors('scopes');
            }}
          />
        )}
      </Field>
      {admin && (
        <div className="grid gap-3">
          <Choice {...form.register('integration')} label={t('integration.label')} text={t('integration.text')} />
          {isIntegration && (
            <Banner tone="warn" level={3} role="status" title={t('integration.warning')}>
              <p className="mt-0.5 text-sm text-text-2">{t('integration.warningText')}</p>
            </Banner>
          )}
        </div>
      )}
      <div className="grid items-start gap-6 md:grid-cols-2">
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
        {admin && (
          <Field
            {...form.field('rateLimit')}
            label={t('limit.label')}
            optional
            hint={t('limit.hint', { limit: admin.rateLimit })}
          >
            {(control) => (
              <Input
                {...control}
                {...form.register('rateLimit')}
                inputMode="numeric"
                autoComplete="off"
                maxLength={7}
              />
            )}
          </Field>
        )}
      </div>
      <FormFoot isBusy={form.isBusy} submit={t('create')} />
    </form>
  );
}
