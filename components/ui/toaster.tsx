'use client';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { notices } from './toast';

const Stage = lazy(() => import('./toast-stage'));

/** Where toasts come up: once, in the root layout. Its code loads with the first toast. */
export function Toaster() {
  const hasSpoken = useSyncExternalStore(
    notices.subscribe,
    () => notices.read() !== undefined,
    () => false,
  );
  // Once loaded it stays, or the last toast could not leave gracefully.
  return hasSpoken || stageIsUp ? <Up /> : null;
}

let stageIsUp = false;

function Up() {
  stageIsUp = true;
  return (
    <Suspense>
      <Stage />
    </Suspense>
  );
}
