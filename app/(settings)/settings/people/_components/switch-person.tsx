'use client';
import { useTranslations } from 'next-intl';
import { apiFetch } from '@/components/forms/api';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { UserObject } from '@/lib/people/schema';
import { Problem, useProblem } from '../../_components/problem';
import { useLast } from '../../_components/use-last';

interface SwitchPersonProps {
  person?: UserObject;
  onClose: () => void;
  onDone: (person: UserObject) => void;
}

/** Asks before somebody can no longer enter, or can again; open while there is a `person`. */
export function SwitchPerson({ person, onClose, onDone }: SwitchPersonProps) {
  const t = useTranslations('settings.people');
  const { problem, setProblem } = useProblem();
  const shown = useLast(person);
  const verb = shown?.disabled ? 'enable' : 'disable';

  async function change(): Promise<boolean> {
    if (!person) return true;
    const result = await apiFetch<UserObject>(`/v2/users/${person._id}`, {
      method: 'PATCH',
      body: { disabled: !person.disabled },
    });
    if (result.ok) onDone(result.data);
    else setProblem(result);
    return result.ok;
  }

  return (
    <ConfirmDialog
      open={person !== undefined}
      onOpenChange={(open) => {
        setProblem(undefined);
        if (!open) onClose();
      }}
      tone={verb === 'disable' ? 'danger' : 'ink'}
      title={<span className="[overflow-wrap:anywhere]">{t(`${verb}Title`, { name: shown?.name ?? '' })}</span>}
      description={
        <>
          {t(`${verb}Text`)}
          <Problem problem={problem} />
        </>
      }
      confirmLabel={t(`${verb}Confirm`)}
      onConfirm={change}
    />
  );
}
