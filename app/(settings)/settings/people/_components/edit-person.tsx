'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { changeUserSchema, type UserObject } from '@/lib/people/schema';
import { useLast } from '../../_components/use-last';
import { RoleCards } from './role-cards';

const schema = changeUserSchema.pick({ name: true, role: true });

interface EditPersonProps {
  person?: UserObject;
  onClose: () => void;
  onDone: (person: UserObject) => void;
}

/** Somebody's name and role; open while there is a `person`. */
export function EditPerson({ person, onClose, onDone }: EditPersonProps) {
  const t = useTranslations('settings.people');
  const shown = useLast(person);
  return (
    <Dialog
      open={person !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={<span className="[overflow-wrap:anywhere]">{t('editTitle', { name: shown?.name ?? '' })}</span>}
      description={t('editText')}
    >
      {shown && <EditPersonForm person={shown} onDone={onDone} />}
    </Dialog>
  );
}

function EditPersonForm({ person, onDone }: { person: UserObject; onDone: (person: UserObject) => void }) {
  const t = useTranslations('settings');
  const common = useTranslations('common.actions');
  const form = useApiForm({
    schema,
    url: `/v2/users/${person._id}`,
    method: 'PATCH',
    defaultValues: { name: person.name, role: person.role },
    onSuccess: onDone,
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('fields.name')}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <Field {...form.field('role')} label={t('fields.role')} isGroup>
        {(control) => <RoleCards control={control} input={form.register('role')} />}
      </Field>
      <DialogActions>
        <DialogClose render={<Button variant="ghost" size="lg" />}>{common('cancel')}</DialogClose>
        <Button type="submit" variant="primary" size="lg" isBusy={form.isBusy} busyLabel={common('working')}>
          {t('people.editSave')}
        </Button>
      </DialogActions>
    </form>
  );
}
