'use client';
import type { ReactNode } from 'react';
import { AreaMessages } from '../area-messages';
import * as en from './settings.en';
import * as es from './settings.es';

const messages = { es, en };

/** What the settings say, in the reader's language. */
export function SettingsMessages({ children }: { children: ReactNode }) {
  return <AreaMessages messages={messages}>{children}</AreaMessages>;
}
