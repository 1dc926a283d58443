'use client';
import { useTranslations } from 'next-intl';
import type { useApiForm } from '@/components/forms/use-api-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { TagInput } from '@/components/ui/tag-input';
import { categories, priorities, statuses } from '@/lib/tickets/schema';
import type { AgentOption, MacroFormInput, MacroFormValues } from './macro-view';

/** What the macro does to the ticket: each property stays as it is unless something is chosen. */
export function ActionFields({
  form,
  agents,
  teams,
}: {
  form: ReturnType<typeof useApiForm<MacroFormInput, MacroFormValues>>;
  agents: AgentOption[];
  teams: AgentOption[];
}) {
  const t = useTranslations('macros.form');
  const words = useTranslations('tickets');
  const [status, assignedTo, team, addTags, removeTags] = form.watch([
    'status',
    'assignedTo',
    'team',
    'addTags',
    'removeTags',
  ]);
  const isGone = ![...agents.map(({ id }) => id), '', 'me', 'none'].includes(assignedTo);
  const keeps = <option value="">{t('keeps')}</option>;
  return (
    <fieldset className="grid gap-5 border-t border-line pt-5">
      <legend className="sr-only">{t('actions')}</legend>
      <div>
        <p className="text-md font-medium" aria-hidden>
          {t('actions')}
        </p>
        <p className="text-sm text-text-3">{t('actionsHint')}</p>
      </div>
      <div className="grid gap-5 md:grid-cols-2">
        <Field {...form.field('status')} label={words('fields.status')} optional={' '}>
          {(control) => (
            <Select {...control} {...form.register('status')}>
              {keeps}
              {statuses.map((each) => (
                <option key={each} value={each}>
                  {words(`status.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field {...form.field('priority')} label={words('fields.priority')} optional={' '}>
          {(control) => (
            <Select {...control} {...form.register('priority')}>
              {keeps}
              {priorities.map((each) => (
                <option key={each} value={each}>
                  {words(`priority.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field {...form.field('category')} label={words('fields.category')} optional={' '}>
          {(control) => (
            <Select {...control} {...form.register('category')}>
              {keeps}
              {categories.map((each) => (
                <option key={each} value={each}>
                  {words(`category.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field {...form.field('assignedTo')} label={t('assignedTo')} optional={' '}>
          {(control) => (
            <Select {...control} {...form.register('assignedTo')}>
              {keeps}
              <option value="me">{t('assignMe')}</option>
              <option value="none">{t('assignNone')}</option>
              {agents.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              {isGone && <option value={assignedTo}>{t('somebodyGone')}</option>}
            </Select>
          )}
        </Field>
        {(teams.length > 0 || team !== '') && (
          <Field {...form.field('team')} label={t('team')} optional={' '}>
            {(control) => (
              <Select {...control} {...form.register('team')}>
                {keeps}
                <option value="none">{t('teamNone')}</option>
                {teams.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
                {![...teams.map(({ id }) => id), '', 'none'].includes(team) && (
                  <option value={team}>{t('someTeam')}</option>
                )}
              </Select>
            )}
          </Field>
        )}
      </div>
      {status === 'resolved' && (
        <Field {...form.field('resolution')} label={t('resolution')} hint={t('resolutionHint')}>
          {(control) => <Input {...control} {...form.register('resolution')} autoComplete="off" />}
        </Field>
      )}
      <div className="grid gap-5 md:grid-cols-2">
        <Field {...form.field('addTags')} label={t('addTags')} optional={' '}>
          {(control) => (
            <TagInput
              control={control}
              value={addTags ?? []}
              onChange={(tags) => form.setValue('addTags', tags, { shouldDirty: true })}
            />
          )}
        </Field>
        <Field {...form.field('removeTags')} label={t('removeTags')} optional={' '}>
          {(control) => (
            <TagInput
              control={control}
              value={removeTags ?? []}
              onChange={(tags) => form.setValue('removeTags', tags, { shouldDirty: true })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}
