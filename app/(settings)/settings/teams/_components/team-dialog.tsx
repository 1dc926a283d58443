'use client';
import { useTranslations } from 'next-intl';
import { Controller } from 'react-hook-form';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type AgentObject, createTeamSchema, type TeamObject } from '@/lib/teams/schema';
import { FormFoot } from '../../_components/form-foot';
import { useLast } from '../../_components/use-last';
import { CategoryBoxes, MemberBoxes } from './boxes';

interface TeamFormProps {
  /** The team to change; without one a new one is made. */
  team?: TeamObject;
  people: AgentObject[];
  /** The teams beside it: a category goes to one alone. */
  others: TeamObject[];
  onDone: (team: TeamObject) => void;
}

/** Makes a team or changes one. */
export function TeamDialog({ open, onClose, ...form }: TeamFormProps & { open: boolean; onClose: () => void }) {
  const t = useTranslations('order.teams');
  // On its way out it is still about what it was about.
  const last = useLast(open ? (form.team ?? 'new') : undefined);
  const team = last === 'new' ? undefined : last;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={
        <span className="[overflow-wrap:anywhere]">{team ? t('editTitle', { name: team.name }) : t('create')}</span>
      }
      className="md:w-[560px]"
    >
      <TeamForm {...form} team={team} />
    </Dialog>
  );
}

function TeamForm({ team, people, others, onDone }: TeamFormProps) {
  const t = useTranslations('order.teams');
  const form = useApiForm({
    schema: createTeamSchema,
    url: team ? `/v2/teams/${team._id}` : '/v2/teams',
    method: team ? 'PATCH' : 'POST',
    defaultValues: {
      name: team?.name ?? '',
      members: team?.members ?? [],
      rotating: team?.rotating ?? false,
      categories: team?.categories ?? [],
    },
    onSuccess: onDone,
    onFailure: (failure) => {
      if (failure.code !== 'TEAM_EXISTS') return false;
      form.setError('name', { type: 'server', message: failure.code });
      form.setFocus('name');
      return true;
    },
  });
  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <Field {...form.field('name')} label={t('fields.name')}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" maxLength={80} />}
      </Field>
      <Field {...form.field('members')} label={t('fields.members')} optional isGroup>
        {(control) => (
          <Controller
            control={form.control}
            name="members"
            render={({ field }) => (
              <MemberBoxes control={control} people={people} value={field.value ?? []} onChange={field.onChange} />
            )}
          />
        )}
      </Field>
      <Field {...form.field('rotating')} label={t('fields.rotating')} optional isGroup>
        {({ 'aria-required': _, 'aria-invalid': __, ...control }) => (
          <div {...control} role="group" className="grid gap-1">
            <Checkbox {...form.register('rotating')} label={t('rotatingChoice')} />
            <p className="pl-[26px] text-sm text-text-3">{t('rotatingHint')}</p>
          </div>
        )}
      </Field>
      <Field {...form.field('categories')} label={t('fields.categories')} hint={t('categoriesHint')} optional isGroup>
        {(control) => (
          <Controller
            control={form.control}
            name="categories"
            render={({ field }) => (
              <CategoryBoxes control={control} others={others} value={field.value ?? []} onChange={field.onChange} />
            )}
          />
        )}
      </Field>
      <FormFoot isBusy={form.isBusy} submit={t(team ? 'save' : 'create')} />
    </form>
  );
}
