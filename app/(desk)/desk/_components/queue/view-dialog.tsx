'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ViewObject } from '@/lib/views/schema';
import { useViews } from '../data/use-views';

export interface ViewFields {
  name: string;
  query: string;
  sort: ViewObject['sort'];
  shared: boolean;
}

const schema = async () => (await import('@/lib/views/schema')).createViewSchema;

/** Names a search, or changes a view that is there (`id`): its name, what it searches for, and who sees it. */
export function ViewDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  id?: string;
  start: ViewFields;
  onSaved: (view: ViewObject) => void;
}) {
  const t = useTranslations('views');
  const { id, open, onOpenChange } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={id ? t('edit.title') : t('save.title')}
      description={t('save.text')}
    >
      <ViewForm {...props} />
    </Dialog>
  );
}

function ViewForm({ id, start, onOpenChange, onSaved }: Parameters<typeof ViewDialog>[0]) {
  const t = useTranslations('views');
  const common = useTranslations('common.actions');
  const { refresh } = useViews();
  const form = useApiForm({
    schema,
    url: id ? `/v2/views/${id}` : '/v2/views',
    method: id ? 'PATCH' : 'POST',
    defaultValues: { ...start },
    onSuccess: async (view: ViewObject) => {
      await refresh();
      onOpenChange(false);
      onSaved(view);
    },
  });
  return (
    <form {...form.formProps} className="grid gap-5">
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('fields.name')}>
        {(control) => <Input {...control} {...form.register('name')} maxLength={80} autoComplete="off" />}
      </Field>
      <Field {...form.field('query')} label={t('fields.query')} hint={t('fields.queryHint')}>
        {(control) => <Input {...control} {...form.register('query')} autoComplete="off" spellCheck={false} />}
      </Field>
      <Checkbox {...form.register('shared')} label={t('fields.shared')} />
      <DialogActions>
        <DialogClose render={<Button variant="ghost" />}>{common('cancel')}</DialogClose>
        <Button type="submit" variant="primary" isBusy={form.isBusy} busyLabel={t('save.busy')}>
          {id ? t('edit.submit') : t('save.submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
