'use client';
import { Command } from 'cmdk';
import { ChevronRight, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { FrameUser } from '@/components/layout/frame-user';
import { Kbd } from '@/components/ui/kbd';
import type { ShortcutId } from '../frame/shortcuts';
import { useCaps } from '../frame/use-keys';
import { useTicketIfOpen } from '../ticket/use-ticket';
import type { Entry, EntryGroup } from './entry';
import { matchParts, matchScore, wordsOf } from './match';
import type { StepId } from './palette-store';
import { useMacroEntries, useStepEntries } from './steps';
import { useFound } from './use-found';
import { useGoEntries } from './use-go-entries';
import { useTicketEntries } from './use-ticket-entries';

const atMost = { ticket: 20, go: 20, macros: 6 } as const;

/** Those lines that what was typed finds, the best first. */
function matching(entries: Entry[], words: string[], most: number): Entry[] {
  return entries
    .map((entry) => ({ entry, score: matchScore(entry.label, words, entry.also) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** The groups of the palette as they stand for what was typed and the step that one is in. */
function useGroups(
  text: string,
  step: StepId | undefined,
  user: FrameUser,
): { groups: EntryGroup[]; isBehind: boolean } {
  const t = useTranslations('keys.palette');
  const number = useTicketIfOpen()?.ticket.number;
  const words = wordsOf(text);
  const ofTicket = useTicketEntries();
  const ofStep = useStepEntries(step);
  const macros = useMacroEntries();
  const go = useGoEntries(user.role);
  const found = useFound(step ? '' : text, user.id);
  if (step) {
    const entries = matching(ofStep, words, 100);
    return { groups: [{ id: step, title: t(`step.${step}`, { number: number ?? 0 }), entries }], isBehind: false };
  }
  const isNumber = text.trim().startsWith('#');
  const groups: EntryGroup[] = [
    ...(isNumber
      ? []
      : [
          {
            id: 'ticket',
            title: t('group.ticket', { number: number ?? 0 }),
            entries: matching(ofTicket, words, atMost.ticket),
          },
          { id: 'go', title: t('group.go'), entries: matching(go, words, atMost.go) },
        ]),
    ...found.groups,
    ...(isNumber || words.length === 0
      ? []
      : [{ id: 'macros', title: t('group.macros'), entries: matching(macros, words, atMost.macros) }]),
  ];
  return { groups: groups.filter(({ entries }) => entries.length > 0), isBehind: found.isBehind };
}

/** The palette's field and lines. `onPick` is given what the chosen line does. */
export function PaletteBody(props: {
  opened: { text: string; step?: StepId };
  user: FrameUser;
  field: RefObject<HTMLInputElement | null>;
  onPick: (run: () => void) => void;
}) {
  const { opened, user, field, onPick } = props;
  const t = useTranslations('keys.palette');
  const [text, setText] = useState(opened.text);
  const [step, setStep] = useState(opened.step);
  const [chosen, setChosen] = useState('');
  const { groups, isBehind } = useGroups(text, step, user);
  const words = wordsOf(text);
  const all = groups.flatMap(({ entries }) => entries);
  // At once: whoever opens it types on without a pause.
  useLayoutEffect(() => field.current?.focus(), [field]);
  // A ticket that arrives meanwhile puts the focus on its title: what is typed is still for the palette.
  useEffect(() => {
    function keep(event: FocusEvent) {
      if (event.target instanceof Element && event.target.closest('main')) field.current?.focus();
    }
    document.addEventListener('focusin', keep);
    return () => document.removeEventListener('focusin', keep);
  }, [field]);

  // The first line unless another was moved to and still stands.
  const value = all.some(({ id }) => id === chosen) ? chosen : (all[0]?.id ?? '');

  function enter(next: StepId | undefined) {
    setStep(next);
    setText('');
    setChosen('');
  }

  function pick(entry: Entry) {
    if (entry.step) enter(entry.step);
    else if (entry.run) onPick(entry.run);
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === 'Backspace' && text === '' && step) {
      event.preventDefault();
      enter(undefined);
    }
  }

  return (
    <Command
      label={t('label')}
      shouldFilter={false}
      loop
      value={value}
      onValueChange={setChosen}
      className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)_auto] outline-none"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-5">
        <Search size={18} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />
        {step && (
          <span className="shrink-0 rounded-full bg-thread-soft px-2 py-0.5 text-xs font-medium text-thread-text">
            {t(`chip.${step}`)}
          </span>
        )}
        <Command.Input
          ref={field}
          value={text}
          onValueChange={(next) => {
            setText(next);
            setChosen('');
          }}
          onKeyDown={onKey}
          maxLength={200}
          aria-label={t('label')}
          placeholder={t(step ? 'placeholderStep' : 'placeholder')}
          className="h-14 min-w-0 grow bg-transparent text-body outline-none placeholder:text-text-3 max-md:text-[16px]"
        />
        <span className="hidden text-text-3 pointer-fine:block" aria-hidden>
          <Kbd>Esc</Kbd>
        </span>
      </div>
      <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-2" label={t('list')}>
        {groups.map((group) => (
          <Command.Group
            key={group.id}
            heading={group.title}
            className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-text-3"
          >
            {group.entries.map((entry) => (
              <Line key={entry.id} entry={entry} words={words} onPick={pick} />
            ))}
          </Command.Group>
        ))}
        {all.length === 0 && (
          <p className="px-3 py-8 text-center text-md text-text-2">
            {isBehind ? t('searching') : t('none', { q: text.trim() })}
          </p>
        )}
      </Command.List>
      <p role="status" className="sr-only">
        {!isBehind && text !== '' && t('count', { count: all.length })}
      </p>
      <Foot isInStep={step !== undefined} />
    </Command>
  );
}

function Line({ entry, words, onPick }: { entry: Entry; words: string[]; onPick: (entry: Entry) => void }) {
  return (
    <Command.Item
      value={entry.id}
      onSelect={() => onPick(entry)}
      className="relative flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-md select-none before:absolute before:inset-y-2 before:-left-0.5 before:hidden before:w-[3px] before:rounded-full before:bg-thread data-[selected=true]:bg-thread-soft data-[selected=true]:before:block max-md:min-h-11"
    >
      <span className="grid w-5 shrink-0 place-items-center text-text-3">{entry.icon}</span>
      <span className="min-w-0 truncate">
        {matchParts(entry.label, words).map(({ text, isMatch }, index) =>
          isMatch ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
            <mark key={index} className="bg-transparent font-medium text-thread-text">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
      <span className="ml-auto flex min-w-0 shrink-0 items-center gap-2 pl-3">
        {entry.end}
        <Caps shortcut={entry.shortcut} />
        {entry.step && <ChevronRight size={14} strokeWidth={1.75} className="text-text-3" aria-hidden />}
      </span>
    </Command.Item>
  );
}

function Caps({ shortcut }: { shortcut?: ShortcutId }) {
  const caps = useCaps(shortcut);
  if (caps.length === 0) return null;
  return (
    <span className="hidden gap-[3px] text-text-3 pointer-fine:inline-flex" aria-hidden>
      {caps.map((cap, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice
        <Kbd key={index}>{cap}</Kbd>
      ))}
    </span>
  );
}

function Foot({ isInStep }: { isInStep: boolean }) {
  const t = useTranslations('keys.palette.foot');
  const hints = [
    { caps: ['↑', '↓'], says: t('move') },
    { caps: ['↵'], says: t('choose') },
    isInStep ? { caps: ['⌫'], says: t('back') } : { caps: ['#'], says: t('number') },
  ];
  return (
    <div
      aria-hidden
      className="hidden items-center gap-5 border-t border-line bg-sunken px-5 py-2.5 text-xs text-text-2 pointer-fine:flex"
    >
      {hints.map(({ caps, says }) => (
        <span key={says} className="inline-flex items-center gap-1.5">
          {caps.map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
          {says}
        </span>
      ))}
      <span className="ml-auto inline-flex items-center gap-1.5 max-md:hidden">
        <Kbd>?</Kbd>
        {t('help')}
      </span>
    </div>
  );
}
