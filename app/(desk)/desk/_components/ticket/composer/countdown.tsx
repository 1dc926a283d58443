'use client';
import { useEffect, useState } from 'react';

/** Seconds until a moment (milliseconds since 1970, of this clock), counted down; 0 from then on. */
export function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(() => Date.now());
  const isOver = now >= moment;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isOver]);
  return Math.max(0, Math.ceil((moment - now) / 1000));
}

const radius = 6;
const round = 2 * Math.PI * radius;

/** A ring that runs out. It says nothing that the words beside it do not. */
export function CountdownRing({ left, of }: { left: number; of: number }) {
  const share = Math.min(1, left / Math.max(1, of));
  return (
    <svg viewBox="0 0 16 16" className="size-4 -rotate-90 text-thread" aria-hidden>
      <circle cx={8} cy={8} r={radius} fill="none" stroke="var(--line-strong)" strokeWidth={2} />
      <circle
        cx={8}
        cy={8}
        r={radius}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeDasharray={round}
        strokeDashoffset={round * (1 - share)}
        className="motion-safe:transition-[stroke-dashoffset] motion-safe:duration-1000 motion-safe:ease-linear"
      />
    </svg>
  );
}
