'use client';
import { useState } from 'react';

/** What was there last: a dialog on its way out still names the thing that it was about. */
export function useLast<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
