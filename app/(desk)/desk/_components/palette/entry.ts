import type { ReactNode } from 'react';
import type { ShortcutId } from '../frame/shortcuts';
import type { StepId } from './palette-store';

/** One line of the palette. It does something (`run`, once the palette has gone) or leads to a `step` with more lines. */
export interface Entry {
  /** Unique in the palette. */
  id: string;
  label: string;
  icon: ReactNode;
  /** Words that find it too, and are not shown. */
  also?: string;
  /** At the end of the line. */
  end?: ReactNode;
  shortcut?: ShortcutId;
  step?: StepId;
  run?: () => void;
}

/** Lines under one name. */
export interface EntryGroup {
  id: string;
  title: string;
  entries: Entry[];
}
