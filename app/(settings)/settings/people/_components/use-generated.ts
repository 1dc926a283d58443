'use client';
import { useRef } from 'react';
import { generatePassword } from './generate-password';

/** Remembers the password that was last generated, to know it again when it is sent unchanged. */
export function useGenerated() {
  const last = useRef<string>(undefined);
  const is = (value: string) => value !== '' && value === last.current;
  return {
    next() {
      last.current = generatePassword();
      return last.current;
    },
    is,
    /** The password if it is the generated one: only that needs to be shown, as nobody wrote it. */
    only: (value: string | undefined) => (value !== undefined && is(value) ? value : undefined),
  };
}
