'use client';
import { useTranslations } from 'next-intl';
import { apiFetch } from '@/components/forms/api';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { TeamObject } from '@/lib/teams/schema';
import { Problem, useProblem } from '../../_components/problem';
import { useLast } from '../../_components/use-last';

/** Asks before a team goes for good; open while there is a `team`. */
export function DeleteTeam(props: { team?: TeamObject; onClose: () => void; onDone: (team: TeamObject) => void }) {
  const { team, onClose, onDone } = props;
  const t = useTranslations('order.teams');
  const { problem, setProblem } = useProblem();
  const shown = useLast(team);

  async function remove(): Promise<boolean> {
    if (!team) return true;
    const result = await apiFetch(`/v2/teams/${team._id}`, { method: 'DELETE' });
    // Somebody else was quicker: what was asked for is so.
    if (!result.ok && result.code !== 'TEAM_NOT_FOUND') {
      setProblem(result);
      return false;
    }
    onDone(team);
    return true;
  }

  return (
    <ConfirmDialog
      open={team !== undefined}
      onOpenChange={(open) => {
        setProblem(undefined);
        if (!open) onClose();
      }}
      title={<span className="[overflow-wrap:anywhere]">{t('deleteTitle', { name: shown?.name ?? '' })}</span>}
      description={
        <>
          {t('deleteText')}
          <Problem problem={problem} />
        </>
      }
      confirmLabel={t('delete')}
      onConfirm={remove}
    />
  );
}
