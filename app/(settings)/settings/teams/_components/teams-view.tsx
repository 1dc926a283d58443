'use client';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import type { AgentObject, TeamObject } from '@/lib/teams/schema';
import { DeleteTeam } from './delete-team';
import { EditRoom } from './edit-room';
import { RoomTable } from './room-table';
import { TeamDialog } from './team-dialog';
import { TeamRow } from './team-row';

type Doing = { what: 'create' } | { what: 'edit' | 'delete'; team: TeamObject } | { what: 'room'; person: AgentObject };

/** The teams, the dialogs that make and change one, and below how much each person is given. */
export function TeamsView({ teams, people }: { teams: TeamObject[]; people: AgentObject[] }) {
  const t = useTranslations('order.teams');
  const router = useRouter();
  const [doing, setDoing] = useState<Doing>();
  const [freshId, setFreshId] = useState<string>();
  const close = () => setDoing(undefined);

  function settle(text: string) {
    toast.done(text);
    close();
    router.refresh();
  }

  const create = (
    <Button variant="primary" size="lg" onClick={() => setDoing({ what: 'create' })}>
      <Plus size={16} strokeWidth={2} aria-hidden />
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} action={teams.length > 0 && create} />
      <Panel>
        {teams.length > 0 ? (
          <ul aria-label={t('title')}>
            {teams.map((team) => (
              <TeamRow
                key={team._id}
                team={team}
                people={people}
                isFresh={team._id === freshId}
                onEdit={() => setDoing({ what: 'edit', team })}
                onDelete={() => setDoing({ what: 'delete', team })}
              />
            ))}
          </ul>
        ) : (
          <EmptyState drawing="spool" title={t('emptyTitle')} text={t('emptyText')} actions={create} />
        )}
      </Panel>
      <div className="mt-10">
        <h2 className="text-lg">{t('room.title')}</h2>
        <p className="mt-1 mb-4 max-w-[68ch] text-md text-text-2">{t('room.text')}</p>
        <RoomTable people={people} teams={teams} onEdit={(person) => setDoing({ what: 'room', person })} />
      </div>
      <TeamDialog
        team={doing?.what === 'edit' ? doing.team : undefined}
        open={doing?.what === 'create' || doing?.what === 'edit'}
        people={people}
        others={teams.filter((team) => doing?.what !== 'edit' || team._id !== doing.team._id)}
        onClose={close}
        onDone={(team) => {
          if (doing?.what === 'create') setFreshId(team._id);
          settle(t(doing?.what === 'create' ? 'created' : 'saved', { name: team.name }));
        }}
      />
      <DeleteTeam
        team={doing?.what === 'delete' ? doing.team : undefined}
        onClose={close}
        onDone={(team) => settle(t('deleted', { name: team.name }))}
      />
      <EditRoom
        person={doing?.what === 'room' ? doing.person : undefined}
        onClose={close}
        onDone={(name) => settle(t('room.saved', { name }))}
      />
    </>
  );
}
