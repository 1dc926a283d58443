'use client';
import { useEffect, useRef, useState } from 'react';
import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form';
import { type Attempt, draftStore } from './draft-store';

/** How long after the last key the draft is written, in milliseconds. */
const pause = 400;

export interface DraftState {
  /** When the draft was last kept; absent while there is none. */
  savedAt?: Date;
  /** Whether what is in the form came from an earlier visit. */
  isRestored: boolean;
}

/**
 * Keeps a form's values in this browser under `key` while they differ from its defaults, and brings them back on the next
 * visit: only into fields that nobody has touched yet. Without a key it does nothing.
 */
export function useDraft<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  key: string | undefined,
  defaults: Record<string, unknown>,
) {
  const [state, setState] = useState<DraftState>({ isRestored: false });
  const attempt = useRef<Attempt>(undefined);
  const flush = useRef<() => void>(undefined);
  const stop = useRef<() => void>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: defaults are those of the first render
  useEffect(() => {
    if (!key) return;
    const empty = JSON.stringify(defaults);
    const found = draftStore.read(key);
    if (found) {
      attempt.current = found.attempt;
      const now: Record<string, unknown> = form.getValues();
      for (const [name, value] of Object.entries(found.values)) {
        if (!(name in defaults) || JSON.stringify(now[name]) !== JSON.stringify(defaults[name])) continue;
        form.setValue(name as Path<Input>, value as PathValue<Input, Path<Input>>, { shouldDirty: true });
      }
      setState({ savedAt: new Date(found.savedAt), isRestored: true });
    }

    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      clearTimeout(timer);
      timer = undefined;
      const values = form.getValues();
      if (JSON.stringify(values) === empty) {
        draftStore.remove(key);
        setState({ isRestored: false });
        return;
      }
      const savedAt = Date.now();
      if (draftStore.write(key, { values, savedAt, attempt: attempt.current })) {
        setState((before) => ({ ...before, savedAt: new Date(savedAt) }));
      }
    };
    flush.current = save;
    stop.current = () => {
      clearTimeout(timer);
      timer = undefined;
    };
    const onHide = () => timer && save();
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        timer = setTimeout(save, pause);
      },
    });
    addEventListener('pagehide', onHide);
    return () => {
      onHide();
      unsubscribe();
      removeEventListener('pagehide', onHide);
    };
  }, [key, form]);

  return {
    state,
    attempt,
    /** Writes at once: before leaving for the sign-in page. */
    keep: () => flush.current?.(),
    /** After success: nothing is left to bring back, nor what was typed last and not yet written. */
    forget() {
      stop.current?.();
      attempt.current = undefined;
      if (key) draftStore.remove(key);
      setState({ isRestored: false });
    },
  };
}
