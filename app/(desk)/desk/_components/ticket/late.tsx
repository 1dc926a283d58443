'use client';
import { type ReactNode, useLayoutEffect, useState } from 'react';

/**
 * A dialog that is made only once it is asked for: most tickets are gone through without, and a shut one costs as much to make
 * as a message. It is there shut before it opens, so that it opens as one that always was.
 */
export function Late({ open, children }: { open: boolean; children: (open: boolean) => ReactNode }) {
  const [step, setStep] = useState(0);
  useLayoutEffect(() => {
    if (open && step < 2) setStep(step + 1);
  }, [open, step]);
  return step > 0 && children(open && step === 2);
}
