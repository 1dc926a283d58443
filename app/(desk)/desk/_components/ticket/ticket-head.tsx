'use client';
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cx } from '@/components/ui/cx';
import { LinkButton } from '@/components/ui/link-button';
import { PresentPeople } from '../live/present-people';
import { AssigneePicker } from './assignee-picker';
import { PriorityPicker, StatusPicker } from './pickers';
import { SnoozedUntil } from './snooze-words';
import { useTicket } from './use-ticket';

/** Where the neighbours in the list and the list itself are. */
export interface Way {
  back: string;
  previous: string | null;
  next: string | null;
}

/** Whether this render makes the server's HTML alive, rather than a page that somebody came to by a link. */
function useIsHydrating(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => false,
    () => true,
  );
}

function Neighbour({
  way,
  label,
  children,
}: {
  way: { href: string | null; mark: object };
  label: string;
  children: ReactNode;
}) {
  if (way.href === null) {
    return (
      <span className={cx(buttonClass({ variant: 'icon', size: 'sm' }), 'opacity-40 hover:bg-transparent')} aria-hidden>
        {children}
      </span>
    );
  }
  return (
    <LinkButton
      {...way.mark}
      href={way.href}
      prefetch={false}
      variant="icon"
      size="sm"
      aria-label={label}
      title={label}
    >
      {children}
    </LinkButton>
  );
}

/** Title, number, status and who has it; the way to the neighbours and, on a phone, back. `children` opens the properties. */
export function TicketHead({ way, children }: { way: Way; children: ReactNode }) {
  const t = useTranslations('desk.ticket');
  const { ticket } = useTicket();
  const title = useRef<HTMLHeadingElement>(null);
  const { number } = ticket;

  const isHydrating = useIsHydrating();
  const focused = useRef(isHydrating ? number : null);

  // Who came here from the list goes on reading here; who opened the address begins at the top, as on any page.
  useEffect(() => {
    if (focused.current !== number) title.current?.focus({ preventScroll: true });
    focused.current = number;
  }, [number]);

  const neighbours = (
    <>
      <PresentPeople ticket={ticket.id} />
      <Neighbour way={{ href: way.previous, mark: { 'data-ticket-previous': '' } }} label={t('previous')}>
        <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
      </Neighbour>
      <Neighbour way={{ href: way.next, mark: { 'data-ticket-next': '' } }} label={t('next')}>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </Neighbour>
      {children}
    </>
  );

  return (
    <header data-ticket={number} className="shrink-0 border-b border-line">
      <div className="flex h-[52px] items-center gap-1 border-b border-line pr-2 pl-3 md:hidden">
        <LinkButton href={way.back} data-ticket-close prefetch={false} variant="icon" size="sm" aria-label={t('back')}>
          <ArrowLeft size={18} strokeWidth={1.75} aria-hidden />
        </LinkButton>
        <span className="num ml-1 text-sm text-text-3" aria-hidden>
          #{number}
        </span>
        <span className="grow" />
        {neighbours}
      </div>
      <div className="px-6 pt-4 pb-3.5 max-md:px-4 max-md:py-3">
        <div className="flex items-start gap-3">
          <h2
            ref={title}
            tabIndex={-1}
            className="min-w-0 grow text-[18px] leading-6 tracking-[-.018em] outline-none [overflow-wrap:anywhere] max-md:text-lg max-md:leading-[23px]"
          >
            {ticket.title}
          </h2>
          <span className="-mt-0.5 flex items-center gap-0.5 max-md:hidden">{neighbours}</span>
        </div>
        <div className="mt-2 flex flex-wrap items-center gap-2 text-sm text-text-3 max-md:gap-1.5">
          <span className="num max-md:sr-only">#{number}</span>
          <StatusPicker look="button" />
          <AssigneePicker look="button" />
          <PriorityPicker look="button" className="md:hidden" />
          <SnoozedUntil at={ticket.snoozedUntil} className="text-sm" />
        </div>
      </div>
    </header>
  );
}
