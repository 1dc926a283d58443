'use client';

/** The steps that the palette goes into: what is chosen there belongs to the act before it. */
export type StepId = 'assign' | 'status' | 'priority' | 'macros';

interface Opened {
  /** What stands in its field at first. */
  text: string;
  step?: StepId;
  /** Tells one opening from the next. */
  id: number;
}

let opened: Opened | undefined;
let last = 0;
const listeners = new Set<() => void>();

function publish(next: Opened | undefined): void {
  opened = next;
  for (const listener of listeners) listener();
}

/** The palette, for whatever opens it: keys, the rail, the phone's bar. */
export const palette = {
  open({ text = '', step }: { text?: string; step?: StepId } = {}): void {
    last += 1;
    publish({ text, step, id: last });
  },
  close(): void {
    publish(undefined);
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  read: (): Opened | undefined => opened,
};
