import type { ReactNode } from 'react';

/** One key. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-current/35 px-1 font-sans text-2xs leading-none font-medium">
      {children}
    </kbd>
  );
}

/** A shortcut at the end of a menu item or button: a hint, so only where there is a mouse, and not read aloud. */
export function Keys({ keys }: { keys: string[] }) {
  return (
    <span className="ml-auto hidden gap-[3px] pl-3 pointer-fine:inline-flex" aria-hidden>
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  );
}
