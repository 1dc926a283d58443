'use client';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { type DeskLayout, layoutCookie, writeLayout } from './layout-cookie';

interface Layout {
  layout: DeskLayout;
  /** Changes part of it, for this browser and from now on. */
  arrange: (change: Partial<DeskLayout>) => void;
}

const Context = createContext<Layout | null>(null);

/** How the reader has arranged the desk. */
export function useLayout(): Layout {
  const context = use(Context);
  if (!context) throw new Error('useLayout needs a LayoutProvider above it');
  return context;
}

/** Holds the arrangement; `initial` is what the reader's cookie said to the server. */
export function LayoutProvider({ initial, children }: { initial: DeskLayout; children: ReactNode }) {
  const [layout, setLayout] = useState(initial);
  const arrange = useCallback((change: Partial<DeskLayout>) => {
    setLayout((before) => {
      const next = { ...before, ...change };
      // biome-ignore lint/suspicious/noDocumentCookie: the other way to write one is not in every browser we serve
      document.cookie = `${layoutCookie}=${writeLayout(next)}; path=/desk; max-age=31536000; samesite=lax`;
      return next;
    });
  }, []);
  const value = useMemo(() => ({ layout, arrange }), [layout, arrange]);
  return <Context value={value}>{children}</Context>;
}
