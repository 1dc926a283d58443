'use client';
import { useTranslations } from 'next-intl';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { changeUserSchema, type UserObject } from '@/lib/people/schema';
import { DialogAbout } from '../../_components/dialog-about';
import { FormFoot } from '../../_components/form-foot';
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
  return (
    <DialogAbout
      thing={person}
      onClose={onClose}
      title={({ name }) => t('editTitle', { name })}
      description={t('editText')}
    >
      {(shown) => <EditPersonForm person={shown} onDone={onDone} />}
    </DialogAbout>
  );
}

function EditPersonForm({ person, onDone }: { person: UserObject; onDone: (person: UserObject) => void }) {
  const t = useTranslations('settings');
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
      <FormFoot isBusy={form.isBusy} submit={t('people.editSave')} />
    </form>
  );
}
