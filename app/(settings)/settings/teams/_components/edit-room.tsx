'use client';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { changeUserSchema } from '@/lib/people/schema';
import type { AgentObject } from '@/lib/teams/schema';
import { DialogAbout } from '../../_components/dialog-about';
import { FormFoot } from '../../_components/form-foot';

/** The API's own, but that an empty field is no limit. */
const schema = z.object({
  away: z.boolean(),
  capacity: z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(changeUserSchema.shape.capacity.unwrap()),
});

interface EditRoomProps {
  person?: AgentObject;
  onClose: () => void;
  onDone: (name: string) => void;
}

/** How many tickets somebody is given in turn, and whether they are away; open while there is a `person`. */
export function EditRoom({ person, onClose, onDone }: EditRoomProps) {
  const t = useTranslations('order.teams.room');
  return (
    <DialogAbout thing={person} onClose={onClose} title={({ name }) => t('editTitle', { name })}>
      {(shown) => <EditRoomForm person={shown} onDone={() => onDone(shown.name)} />}
    </DialogAbout>
  );
}

function EditRoomForm({ person, onDone }: { person: AgentObject; onDone: () => void }) {
  const t = useTranslations('order.teams.room');
  const common = useTranslations('common.actions');
  const form = useApiForm({
    schema,
    url: `/v2/users/${person._id}`,
    method: 'PATCH',
    defaultValues: { away: person.away, capacity: person.capacity === null ? '' : String(person.capacity) },
    onSuccess: onDone,
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('capacity')} label={t('capacity')} hint={t('capacityHint')} optional>
        {(control) => (
          <Input
            {...control}
            {...form.register('capacity')}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-32"
          />
        )}
      </Field>
      <Checkbox {...form.register('away')} label={t('isAway')} />
      <FormFoot isBusy={form.isBusy} submit={common('save')} />
    </form>
  );
}
