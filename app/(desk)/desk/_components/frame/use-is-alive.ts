'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Whether the server's HTML has come alive; false on the server and in the first render here. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
