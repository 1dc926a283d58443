'use client';
import { type ReactNode, Suspense, useState } from 'react';

/**
 * Shows a skeleton while its content is on the way, if it did so from the start: a later refresh must not put a boundary round
 * what is there already, or it would begin anew and lose what was typed.
 */
export function Waiting(props: { shows: boolean; skeleton: ReactNode; children: ReactNode }) {
  const [shows] = useState(props.shows);
  return shows ? <Suspense fallback={props.skeleton}>{props.children}</Suspense> : props.children;
}
