'use client';
import { Plus } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { SearchInput } from '@/components/ui/search-input';
import { SegmentedNav } from '@/components/ui/segmented-nav';
import { toast } from '@/components/ui/toast';
import { fold } from '@/lib/search/rules';
import { MacroDialog } from './macro-dialog';
import { type Act, MacroTable } from './macro-table';
import { type AgentOption, emptyMacro, type MacroStart, type MacroView } from './macro-view';

const kinds = ['all', 'own', 'shared'] as const;
type Kind = (typeof kinds)[number];

const isOf = (kind: Kind, macro: MacroView) => kind === 'all' || (kind === 'shared' ? macro.shared : macro.isOwn);

/** The macros, a search among them, and the dialog that makes and changes one. */
export function MacrosView(props: {
  macros: MacroView[];
  agents: AgentOption[];
  teams: AgentOption[];
  self: { name: string };
  desk: string;
}) {
  const { macros, agents, teams } = props;
  const t = useTranslations('macros');
  const common = useTranslations('common.actions');
  const { sentence } = useErrorSentence();
  const router = useRouter();
  const params = useSearchParams();
  const kind = kinds.find((each) => each === params.get('of')) ?? 'all';
  const [q, setQ] = useState('');
  const [start, setStart] = useState<MacroStart & { id?: string }>();
  const [freshId, setFreshId] = useState<string>();
  const names = useMemo(() => new Map([...agents, ...teams].map(({ id, name }) => [id, name])), [agents, teams]);

  const words = fold(q).split(/\s+/).filter(Boolean);
  const found = macros.filter((macro) => {
    const text = fold(`${macro.name} ${macro.body} ${macro.actions.addTags?.join(' ') ?? ''}`);
    return isOf(kind, macro) && words.every((word) => text.includes(word));
  });

  async function change(macro: MacroView, body: object | undefined, done: () => void) {
    const method = body ? 'PATCH' : 'DELETE';
    const result = await apiFetch(`/v2/macros/${macro._id}`, { method, body });
    if (!result.ok) {
      toast.error(sentence(result.code, result.message));
      return;
    }
    done();
    router.refresh();
  }

  const remove = (macro: MacroView) =>
    change(macro, undefined, () => {
      // The row goes, and what had the focus in it.
      document.querySelector<HTMLElement>('[data-macros-search]')?.focus();
      toast.done(t('deleted', { name: macro.name }), {
        label: common('undo'),
        run: () => void change(macro, { deleted: false }, () => toast.done(t('restored', { name: macro.name }))),
      });
    });

  const share = (macro: MacroView, shared: boolean) =>
    change(macro, { shared }, () =>
      toast.done(t(shared ? 'sharedToast' : 'unsharedToast', { name: macro.name }), {
        label: common('undo'),
        run: () => void change(macro, { shared: !shared }, () => undefined),
      }),
    );

  function act(what: Act, macro: MacroView) {
    if (what === 'edit') setStart({ ...macro, id: macro._id });
    else if (what === 'duplicate')
      setStart({ ...macro, name: t('copyOf', { name: macro.name }).slice(0, 80), shared: false });
    else if (what === 'share') void share(macro, !macro.shared);
    else void remove(macro);
  }

  const create = (
    <Button variant="primary" size="lg" onClick={() => setStart(emptyMacro)}>
      <Plus size={16} strokeWidth={2} aria-hidden />
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} action={macros.length > 0 && create} />
      {macros.length > 0 ? (
        <>
          <div className="mb-4 flex items-center justify-between gap-4 max-lg:flex-col max-lg:items-stretch">
            <SegmentedNav
              label={t('kinds')}
              items={kinds.map((each) => ({
                href: each === 'all' ? '/settings/macros' : `/settings/macros?of=${each}`,
                label: t(`kind.${each}`),
                count: macros.filter((macro) => isOf(each, macro)).length,
                isCurrent: each === kind,
              }))}
            />
            <search>
              <SearchInput
                data-macros-search
                value={q}
                onChange={(event) => setQ(event.target.value)}
                maxLength={200}
                autoComplete="off"
                label={t('search')}
                placeholder={t('search')}
                className="w-72 max-lg:w-full"
              />
            </search>
          </div>
          <p role="status" className="sr-only">
            {q && t('found', { count: found.length })}
          </p>
          {found.length > 0 ? (
            <MacroTable macros={found} names={names} freshId={freshId} onAct={act} />
          ) : (
            <Panel>
              <EmptyState
                drawing="search"
                title={t('noneTitle')}
                text={t(q ? 'noneText' : 'noneOfKind')}
                actions={q && <Button onClick={() => setQ('')}>{t('clear')}</Button>}
              />
            </Panel>
          )}
        </>
      ) : (
        <Panel>
          <EmptyState drawing="spool" title={t('emptyTitle')} text={t('emptyText')} actions={create} />
        </Panel>
      )}
      <MacroDialog
        start={start}
        agents={agents}
        teams={teams}
        self={props.self}
        desk={props.desk}
        onClose={() => setStart(undefined)}
        onSaved={(macro) => {
          toast.done(t(start?.id === undefined ? 'created' : 'saved', { name: macro.name }));
          setStart(undefined);
          setFreshId(macro._id);
          router.refresh();
        }}
      />
    </>
  );
}
