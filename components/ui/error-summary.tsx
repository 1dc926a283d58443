'use client';
import type { MouseEvent, ReactNode, Ref } from 'react';
import { Banner } from './banner';

export interface SummaryItem {
  /** Id of the field's control. */
  id: string;
  text: string;
}

/** Height of the sticky bar with some air, in pixels. */
const topBar = 72;

/** Shows the control that a problem belongs to. A group is not focusable itself: its first input is. */
export function focusControl(id: string): void {
  const control = document.getElementById(id);
  if (!control) return;
  const inside = control.matches('input, select, textarea, button')
    ? control
    : control.querySelector<HTMLElement>('input:checked, input, select, textarea, button');
  (inside ?? control).focus({ preventScroll: true });
  // With its label and its problem, not with the bare control at the edge of the screen.
  const field = control.closest('[data-invalid]') ?? control;
  const { top, bottom } = field.getBoundingClientRect();
  if (top < topBar || bottom > innerHeight) field.scrollIntoView({ block: 'center' });
}

/** Every problem of a form, above it: one link a field. Renders nothing without items; focus it through `ref`. */
export function ErrorSummary(props: { items: SummaryItem[]; title: ReactNode; ref?: Ref<HTMLDivElement> }) {
  const { items, title, ref } = props;
  if (items.length === 0) return null;
  const go = (event: MouseEvent, id: string) => {
    event.preventDefault();
    focusControl(id);
  };
  return (
    <Banner ref={ref} tone="bad" role="alert" tabIndex={-1} title={title}>
      <ul className="mt-1 grid gap-0.5">
        {items.map((item) => (
          <li key={item.id + item.text}>
            <a
              href={`#${item.id}`}
              onClick={(event) => go(event, item.id)}
              className="inline-block min-h-6 font-medium text-danger-text"
            >
              {item.text}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  );
}
