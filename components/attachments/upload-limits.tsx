'use client';
import { createContext, type ReactNode, use } from 'react';
import type { UploadLimits } from './upload-rules';

const Context = createContext<UploadLimits | null>(null);

/** Tells the pages below what this desk takes of files, so that too large is said before anything is sent. */
export function UploadLimitsProvider({ limits, children }: { limits: UploadLimits; children: ReactNode }) {
  return <Context value={limits}>{children}</Context>;
}

/** What this desk takes of files. */
export function useUploadLimits(): UploadLimits {
  const limits = use(Context);
  if (!limits) throw new Error('useUploadLimits needs an UploadLimitsProvider above it');
  return limits;
}
