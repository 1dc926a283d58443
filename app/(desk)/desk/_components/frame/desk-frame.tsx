'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { FrameUser } from '@/components/layout/frame-user';
import { SkipLink } from '@/components/ui/skip-link';
import { Palette } from '../palette/palette';
import { deskGrid, gridStyle } from './desk-grid';
import { DeskKeys } from './desk-keys';
import { PaneHandle, paneId } from './pane-handle';
import { PhoneNav } from './phone-nav';
import { useIsAlive } from './use-is-alive';
import { useLayout } from './use-layout';

/**
 * The desk's panes: rail, list, what is open, and what is beside it. One pane at a time on a phone. `data-ready` says that what
 * is pressed is heard.
 */
export function DeskFrame(props: {
  user: FrameUser;
  isOpen: boolean;
  rail: ReactNode;
  list: ReactNode;
  /** Beside the ticket, at 1280 px and more. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { user, isOpen, aside } = props;
  const t = useTranslations('desk');
  const { layout } = useLayout();
  const isAlive = useIsAlive();
  return (
    <>
      <SkipLink />
      <div className={deskGrid} style={gridStyle(layout)} data-desk data-ready={isAlive ? '' : undefined}>
        {props.rail}
        <main
          id="main"
          tabIndex={-1}
          className={`grid min-h-0 min-w-0 grid-cols-subgrid outline-none max-md:col-span-1 ${aside ? 'md:col-span-2' : 'md:col-span-2 xl:col-span-3'}`}
        >
          <h1 className="sr-only">{t('title')}</h1>
          {props.list}
          <PaneHandle pane="rail" />
          <PaneHandle pane="list" />
          {aside && <PaneHandle pane="aside" />}
          <div
            className={`relative flex min-h-0 min-w-0 flex-col ${aside ? '' : 'xl:col-span-2'} ${isOpen ? '' : 'max-md:hidden'}`}
          >
            {props.children}
          </div>
        </main>
        {aside && (
          <aside
            id={paneId.aside}
            aria-label={t('properties.label')}
            tabIndex={0}
            className="min-h-0 overflow-y-auto border-l border-line bg-canvas [--ground:var(--canvas)] focus-visible:-outline-offset-2 max-xl:hidden"
          >
            {aside}
          </aside>
        )}
        {!isOpen && <PhoneNav user={user} />}
      </div>
      <DeskKeys />
      <Palette user={user} />
    </>
  );
}
