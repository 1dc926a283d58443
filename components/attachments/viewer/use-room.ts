'use client';
import { type RefObject, useEffect, useState } from 'react';

/** The inner size of an element in pixels, kept as it changes; null until it is measured. */
export function useRoom(of: RefObject<HTMLElement | null>): { width: number; height: number } | null {
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    if (!of.current) return;
    // The border box: scroll bars that come and go with a zoom must not change what fits.
    const observer = new ResizeObserver(([entry]) => {
      const { inlineSize: width, blockSize: height } = entry?.borderBoxSize[0] ?? { inlineSize: 0, blockSize: 0 };
      setRoom({ width, height });
    });
    observer.observe(of.current);
    return () => observer.disconnect();
  }, [of]);
  return room;
}
