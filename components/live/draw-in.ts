const easeOut = 'cubic-bezier(.2, .8, .2, 1)';
const slowMs = 240;

/** Lets a stop of the thread draw its piece of the line, then appear. At once for readers who want no motion. */
export function drawIn(stop: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const timing = { duration: slowMs, easing: easeOut, fill: 'backwards' as const };
  const line = [
    { transform: 'scaleY(0)', transformOrigin: 'top' },
    { transform: 'none', transformOrigin: 'top' },
  ];
  stop.animate(line, { ...timing, pseudoElement: '::before' });
  for (const child of stop.children) {
    child.animate([{ opacity: 0, transform: 'translateY(8px)' }, {}], { ...timing, delay: slowMs / 2 });
  }
}
