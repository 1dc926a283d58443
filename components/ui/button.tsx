import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';
import { cx } from './cx';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  isFull?: boolean;
  /** Shows a spinner and `busyLabel`, keeps the width and refuses clicks without leaving the tab order. */
  isBusy?: boolean;
  busyLabel?: string;
}

function refuse(event: MouseEvent<HTMLButtonElement>) {
  event.preventDefault();
  event.stopPropagation();
}

/** A button. `type` is `button` unless said: a form has exactly one that submits. */
export function Button(props: ButtonProps) {
  const { variant, size, isFull, isBusy, busyLabel, className, children, type = 'button', onClick, ...rest } = props;
  return (
    <button
      {...rest}
      type={type}
      onClick={isBusy ? refuse : onClick}
      aria-disabled={isBusy || rest['aria-disabled'] || undefined}
      className={buttonClass({ variant, size, isFull, className })}
    >
      {isBusy === undefined ? children : <Busy isBusy={isBusy} label={busyLabel} content={children} />}
    </button>
  );
}

/** Both labels lie in one grid cell, so the wider one sets the width before, during and after. */
function Busy({ isBusy, label, content }: { isBusy: boolean; label?: string; content: React.ReactNode }) {
  const cell = 'col-start-1 row-start-1 inline-flex items-center justify-center gap-[7px]';
  const hidesLabel = isBusy && (label ? 'invisible' : 'opacity-0');
  return (
    <span className="grid">
      <span className={cx(cell, hidesLabel)}>{content}</span>
      <span className={cx(cell, !isBusy && 'invisible')}>
        <LoaderCircle size={16} strokeWidth={1.75} className={isBusy ? 'animate-spin' : undefined} aria-hidden />
        {label}
      </span>
    </span>
  );
}
