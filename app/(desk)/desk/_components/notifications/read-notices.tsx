'use client';
import { useEffect } from 'react';
import { useReadNotices, useUnread } from './use-notices';

/** Long enough that a ticket passed by on the way to another stays unread, in milliseconds. */
const lookMs = 500;

/** Marks what tells of the open ticket read, once somebody looks at it, and again when more comes while they do. */
export function ReadNotices({ ticket }: { ticket: string }) {
  const read = useReadNotices();
  const unread = useUnread();
  useEffect(() => {
    if (unread === 0) return;
    const timer = setTimeout(() => {
      if (document.hasFocus()) void read({ ticket });
    }, lookMs);
    return () => clearTimeout(timer);
  }, [ticket, unread, read]);
  return null;
}
