'use client';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { FormErrors } from '@/components/forms/form-errors';
import { useApiForm } from '@/components/forms/use-api-form';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { typeInto } from '@/components/ui/markdown-edits';
import { Textarea } from '@/components/ui/textarea';
import { type MacroObject, macroLimits } from '@/lib/macros/schema';
import { FormFoot } from '../../_components/form-foot';
import { ActionFields } from './action-fields';
import { MacroPreview } from './macro-preview';
import {
  type AgentOption,
  bodyOf,
  type MacroFormInput,
  type MacroFormValues,
  type MacroStart,
  macroFormSchema,
  valuesOf,
} from './macro-view';
import { VariableMenu } from './variable-menu';

export interface MacroFormProps {
  /** What the form begins with; `id` is that of the macro being changed. */
  start: MacroStart & { id?: string };
  agents: AgentOption[];
  teams: AgentOption[];
  /** Who tries it out, for the preview. */
  self: { name: string };
  desk: string;
  onSaved: (macro: MacroObject) => void;
}

/** What a macro says, does and whose it is, and beside it how it reads to a client. */
export function MacroForm({ start, agents, teams, self, desk, onSaved }: MacroFormProps) {
  const t = useTranslations('macros');
  const box = useRef<HTMLDivElement>(null);
  const form = useApiForm<MacroFormInput, MacroFormValues, MacroObject>({
    schema: macroFormSchema,
    url: start.id === undefined ? '/v2/macros' : `/v2/macros/${start.id}`,
    method: start.id === undefined ? 'POST' : 'PATCH',
    defaultValues: valuesOf(start),
    toBody: bodyOf,
    onSuccess: onSaved,
  });
  const [body, isNote] = form.watch(['body', 'internal']);

  function insert(variable: string) {
    const area = box.current?.querySelector('textarea');
    if (area) typeInto(area, `{{${variable}}}`, area.selectionStart, area.selectionEnd);
  }

  return (
    <form {...form.formProps} className="grid gap-6">
      <FormErrors form={form} />
      <div className="grid items-start gap-x-8 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,0.8fr)]">
        <div className="grid gap-6">
          <Field {...form.field('name')} label={t('form.name')} hint={t('form.nameHint')}>
            {(control) => (
              <Input {...control} {...form.register('name')} autoComplete="off" maxLength={macroLimits.name} />
            )}
          </Field>
          <div ref={box}>
            <Field
              {...form.field('body')}
              label={t('form.body')}
              optional
              hint={t('form.bodyHint')}
              end={<VariableMenu onPick={insert} />}
            >
              {(control) => (
                <Textarea
                  {...control}
                  {...form.register('body')}
                  rows={8}
                  className={isNote ? 'bg-note!' : undefined}
                />
              )}
            </Field>
            <div className="mt-2">
              <Checkbox {...form.register('internal')} label={t('form.internal')} />
            </div>
          </div>
          <ActionFields form={form} agents={agents} teams={teams} />
        </div>
        <MacroPreview body={body} isNote={isNote} self={self} desk={desk} />
      </div>
      <div className="border-t border-line pt-4">
        <Checkbox {...form.register('shared')} label={t('form.shared')} aria-describedby="macro-shared-hint" />
        <p id="macro-shared-hint" className="pl-[26px] text-sm text-text-3">
          {t('form.sharedHint')}
        </p>
      </div>
      <FormFoot isBusy={form.isBusy} submit={t(start.id === undefined ? 'create' : 'save')} />
    </form>
  );
}
