'use client';
import { plainText } from '@/components/tickets/plain-text';
import { entryAnchor } from '../desk-ticket';

/** The beginning of what somebody wrote, as plain text. */
export function Excerpt({ name, text }: { name: string; text: string }) {
  return (
    <p className="mt-1 line-clamp-3 border-l-2 border-thread-line pl-2.5 text-md text-text [overflow-wrap:anywhere]">
      <b className="font-medium">{name}:</b> {plainText(text)}
    </p>
  );
}

/** Goes to a message of the thread. A line that joined an older one has no place of its own: then to the end. */
export function showEntry(id: string): void {
  const element = document.getElementById(entryAnchor(id)) ?? document.querySelector('[data-thread] > li:last-child');
  if (!(element instanceof HTMLElement)) return;
  element.scrollIntoView({ block: 'center' });
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
