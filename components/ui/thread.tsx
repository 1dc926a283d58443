import { Check, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cx } from './cx';

/*
 * One vertical line ties the messages of a ticket. Solid: what the client sees. Dotted: beside an internal note. A small
 * ring: something changed. A check: resolved. `--ground` is the colour that the line stands on.
 */
const line =
  "before:absolute before:top-0 before:bottom-0 before:left-[15px] before:w-0.5 before:content-[''] first:before:top-3 max-md:before:left-[13px]";
const solid = 'before:bg-thread-line';
const dotted = 'before:bg-[repeating-linear-gradient(var(--thread-line)_0_3px,transparent_3px_8px)]';
const halo = 'shadow-[0_0_0_4px_var(--ground,var(--canvas))]';
const row = 'relative pl-12 max-md:pl-10';

/** `portal` has paper bubbles and 15 px text; `desk` is denser and stands on `surface`. */
export type ThreadDensity = 'portal' | 'desk';

/** The line with everything on it. `title` names it for screen readers and gives the messages' own headings a parent. */
export function ThreadList(props: {
  title?: string;
  ground?: 'canvas' | 'surface' | 'sunken';
  className?: string;
  children: ReactNode;
}) {
  const grounds = {
    canvas: '[--ground:var(--canvas)]',
    surface: '[--ground:var(--surface)]',
    sunken: '[--ground:var(--sunken)]',
  };
  return (
    <>
      {props.title && <h2 className="sr-only">{props.title}</h2>}
      <ol data-thread className={cx('group/thread relative', props.ground && grounds[props.ground], props.className)}>
        {props.children}
      </ol>
    </>
  );
}

/** One stop of the line with an avatar (or a mark) on it. `isLast` ends the line there; `isNote` dots it. */
export function ThreadItem(props: {
  avatar?: ReactNode;
  isNote?: boolean;
  isLast?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const { avatar, isNote, isLast } = props;
  return (
    <li
      id={props.id}
      className={cx(
        row,
        line,
        isNote ? dotted : solid,
        isLast ? 'before:bottom-auto before:h-4' : 'pb-6',
        props.className,
      )}
    >
      {avatar && (
        <span className={cx('absolute top-0 left-0 grid rounded-full bg-[var(--ground,var(--canvas))]', halo)}>
          {avatar}
        </span>
      )}
      {props.children}
    </li>
  );
}

interface Head {
  name: ReactNode;
  /** Quiet words after the name: "Tú", "Cliente, por la web". */
  who?: ReactNode;
  /** A tag after the name: "Equipo de Cotejo". */
  role?: ReactNode;
  time: ReactNode;
  isNew?: boolean;
}

function MessageHead({
  name,
  who,
  role,
  time,
  isNew,
  density,
  isNote,
}: Head & { density: ThreadDensity; isNote?: boolean }) {
  const t = useTranslations('tickets.thread');
  const quiet = isNote ? 'text-note-text' : 'text-text-3';
  return (
    <div className={cx('flex min-h-5 items-baseline gap-2 text-sm', density === 'portal' ? 'mb-1.5 pt-1.5' : 'mb-0.5')}>
      <span className={cx('min-w-0 shrink truncate font-semibold', density === 'portal' && 'text-md')}>{name}</span>
      {isNote && (
        <span className="inline-flex items-center gap-[5px] self-center text-xs font-medium whitespace-nowrap text-note-text">
          <Lock size={12} strokeWidth={2.25} aria-hidden />
          {t('note')}
        </span>
      )}
      {role && (
        <span className="inline-flex h-[18px] items-center self-center rounded-sm bg-thread-soft px-1.5 text-2xs font-medium whitespace-nowrap text-thread-text">
          {role}
        </span>
      )}
      {who && <span className={cx('min-w-0 shrink-[999] truncate', quiet)}>{who}</span>}
      {isNew && <span className="text-xs font-medium text-thread-text">{t('new')}</span>}
      <span className={cx('ml-auto text-xs whitespace-nowrap tabular-nums', quiet)}>{time}</span>
    </div>
  );
}

/** A message. `isOwn`: what the reader's side wrote stands on `own`, what the other side wrote on paper. */
export function ThreadMessage(
  props: Head & {
    avatar: ReactNode;
    isOwn?: boolean;
    density?: ThreadDensity;
    /** Links to files, below the text. */
    attachments?: ReactNode;
    id?: string;
    children: ReactNode;
  },
) {
  const { avatar, isOwn, density = 'portal', attachments, id, children, ...head } = props;
  const body = (
    <>
      <div
        className={density === 'portal' ? 'text-body' : 'text-md leading-[22px] [&_.prose]:gap-2.5 max-md:text-body'}
      >
        {children}
      </div>
      {attachments && <div className="mt-3 flex flex-wrap gap-2">{attachments}</div>}
    </>
  );
  if (density === 'desk') {
    return (
      <ThreadItem avatar={avatar} id={id} className="md:pl-11">
        <article className={isOwn ? 'rounded-lg bg-own px-3.5 pt-2 pb-3' : 'pt-1.5'}>
          <MessageHead {...head} density={density} />
          {body}
        </article>
      </ThreadItem>
    );
  }
  return (
    <ThreadItem avatar={avatar} id={id}>
      <article>
        <MessageHead {...head} density={density} />
        <div
          className={cx(
            'rounded-lg border border-line px-[18px] pt-3.5 pb-4 max-md:px-3.5 max-md:pt-[11px] max-md:pb-[13px]',
            isOwn ? 'bg-own' : 'bg-surface',
          )}
        >
          {body}
        </div>
      </article>
    </ThreadItem>
  );
}

/** An internal note: yellow paper, dashed border, lock, the word, and a dotted line. Never in the portal. */
export function ThreadNote(
  props: Head & { avatar: ReactNode; attachments?: ReactNode; id?: string; children: ReactNode },
) {
  const { avatar, attachments, id, children, ...head } = props;
  return (
    <ThreadItem avatar={avatar} id={id} isNote className="md:pl-11">
      <article className="rounded-lg border border-dashed border-note-line bg-note px-3.5 pt-2 pb-3">
        <MessageHead {...head} density="desk" isNote />
        <div className="text-md leading-[22px] max-md:text-body [&_.prose]:gap-2.5">{children}</div>
        {attachments && <div className="mt-3 flex flex-wrap gap-2">{attachments}</div>}
      </article>
    </ThreadItem>
  );
}

/** Something changed: a ring on the line, one sentence, the time at the right. */
export function ThreadSystemLine(props: {
  time?: ReactNode;
  density?: ThreadDensity;
  id?: string;
  children: ReactNode;
}) {
  return (
    <li
      id={props.id}
      className={cx(
        row,
        line,
        solid,
        'pb-5 text-sm text-text-3',
        props.density === 'desk' && 'md:pl-11',
        "after:absolute after:top-[5.5px] after:left-[11.5px] after:size-[9px] after:rounded-full after:border-2 after:border-thread after:bg-[var(--ground,var(--canvas))] after:shadow-[0_0_0_3px_var(--ground,var(--canvas))] after:content-[''] max-md:after:left-[9.5px]",
      )}
    >
      <div className="flex items-baseline gap-3">
        <p className="min-w-0 [overflow-wrap:anywhere] [&_b]:font-medium [&_b]:text-text-2">{props.children}</p>
        {props.time && <span className="ml-auto text-xs whitespace-nowrap tabular-nums">{props.time}</span>}
      </div>
    </li>
  );
}

/** Resolved: the thread is knotted. `isLast` when nothing (no composer) comes after it. */
export function ThreadKnot(props: { isLast?: boolean; density?: ThreadDensity; id?: string; children: ReactNode }) {
  const mark = (
    <span className="grid size-8 place-items-center rounded-full bg-resolved-soft text-resolved-text max-md:size-7">
      <Check size={16} strokeWidth={2.25} aria-hidden />
    </span>
  );
  return (
    <ThreadItem
      avatar={mark}
      isLast={props.isLast}
      id={props.id}
      className={props.density === 'desk' ? 'md:pl-11' : undefined}
    >
      {props.children}
    </ThreadItem>
  );
}

/** A new day: its name beside the line, which goes on. */
export function DaySeparator(props: { density?: ThreadDensity; children: ReactNode }) {
  return (
    <li
      className={cx(
        row,
        line,
        solid,
        'pb-4 text-xs font-medium text-text-3 first:before:hidden',
        props.density === 'desk' && 'md:pl-11',
      )}
    >
      {props.children}
    </li>
  );
}
