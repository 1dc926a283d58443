'use client';
import type { ReactNode } from 'react';
import { AreaMessages } from '../area-messages';
import * as en from './desk.en';
import * as es from './desk.es';

const messages = { es, en };

/** What the desk's pieces say, in the reader's language. */
export function DeskMessages({ children }: { children: ReactNode }) {
  return <AreaMessages messages={messages}>{children}</AreaMessages>;
}
