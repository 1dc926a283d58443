'use client';
import { createContext, type ReactNode, use } from 'react';

const Context = createContext('');

/** Tells the pieces below it what the desk is called. */
export function DeskName({ name, children }: { name: string; children: ReactNode }) {
  return <Context value={name}>{children}</Context>;
}

/** What the desk is called. */
export const useDeskName = (): string => use(Context);
