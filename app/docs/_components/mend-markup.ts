/** Words for what Scalar leaves without a name. */
export interface Names {
  copy: string;
  code: string;
}

type Mend = [selector: string, put: (element: Element) => void];

function mendsWith(names: Names): Mend[] {
  const label = (name: string) => (element: Element) => element.setAttribute('aria-label', name);
  return [
    // Their word is hidden until the pointer comes.
    ['button[class*="copy-button"]:not([aria-label])', label(names.copy)],
    ['.cm-content[role="textbox"]:not([aria-label])', label(names.code)],
    // One for the page and one for its dialog: no landmarks, of which there may be one of a name.
    ['section[aria-label^="Notifications"]', (each) => each.setAttribute('role', 'status')],
    ['.cm-scroller[tabindex="-1"]:has(> [contenteditable="false"])', (each) => each.setAttribute('tabindex', '0')],
    ['.endpoints:not([tabindex])', (each) => each.setAttribute('tabindex', '0')],
    ['button[role="none"]', (each) => each.removeAttribute('role')],
    ['[role="combobox"]:not([aria-expanded])', (each) => each.setAttribute('aria-expanded', 'false')],
    [
      'button[aria-controls]',
      (each) =>
        !document.getElementById(each.getAttribute('aria-controls') ?? '') && each.removeAttribute('aria-controls'),
    ],
    // What is behind the open dialog can be neither read nor reached.
    [
      'main.references-rendered',
      (each) =>
        each.toggleAttribute('inert', each.parentElement?.querySelector('[role="dialog"].scalar-app-layout') != null),
    ],
  ];
}

/**
 * Puts right what Scalar's markup lacks for those who go by ear or by key, now and whenever it changes. e2e/ui/docs.spec.ts
 * says what is still needed. Gives how to stop.
 */
export function mendMarkup(root: Element, names: Names): () => void {
  const mends = mendsWith(names);
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      for (const [selector, put] of mends) for (const element of root.querySelectorAll(selector)) put(element);
    });
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}
