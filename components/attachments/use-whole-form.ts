'use client';
import { type FormEvent, useRef } from 'react';
import type { Uploads } from './use-uploads';

/** The parts of `useApiForm`'s answer that this needs. */
interface Sendable {
  isBusy: boolean;
  trigger: () => Promise<boolean>;
  submit: () => Promise<void>;
}

/**
 * Sends a form with its files: what is missing is said at once, files that are on their way are waited for, and one that failed
 * keeps it from going without it. Gives the form as it is then sent, and what its `onSubmit` is.
 */
export function useWholeForm<Form extends Sendable>(form: Form, uploads: Uploads) {
  const isAsking = useRef(false);
  const latest = useRef(form);
  latest.current = form;

  async function submit(): Promise<void> {
    if (latest.current.isBusy || isAsking.current) return;
    isAsking.current = true;
    try {
      if ((await latest.current.trigger()) && !(await uploads.whenDone())) return;
      await latest.current.submit();
    } finally {
      isAsking.current = false;
    }
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    // What is typed but not yet added counts (a tag, a link): leaving its field adds it, and a press on the button does not.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void submit();
  }

  return { whole: { ...form, submit }, onSubmit };
}
