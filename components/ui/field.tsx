import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { cx } from './cx';

/** What a field's control must carry: spread it on the input, select, textarea or group. */
export interface ControlProps {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
  /** Only with `isGroup`, where no `<label for>` can point at the control. */
  'aria-labelledby'?: string;
}

export interface FieldProps {
  /** Where error summaries link to; made up when left out. */
  id?: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Optional is said, required is not. A text replaces the word, as in "Opcional, hasta 10 archivos". */
  optional?: boolean | string;
  /** The end of the label's line: a counter or a link. */
  end?: ReactNode;
  /** The control is a group of inputs: it is named by the label, not pointed at. */
  isGroup?: boolean;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}

/** Label, then hint or error, then the control, wired together for those who cannot see that they stand together. */
export function Field(props: FieldProps) {
  const { label, hint, error, optional, end, isGroup, className, children } = props;
  const t = useTranslations('common.form');
  const madeUp = useId();
  const id = props.id ?? madeUp;
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  const control: ControlProps = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': error ? true : undefined,
    'aria-required': optional ? undefined : true,
    'aria-labelledby': isGroup ? `${id}-label` : undefined,
  };
  return (
    <div
      className={cx(
        'group/field relative grid gap-1.5',
        Boolean(error) &&
          'before:absolute before:top-0.5 before:bottom-0 before:-left-4 before:w-[3px] before:rounded-full before:bg-danger max-md:before:-left-3',
        className,
      )}
      data-invalid={error ? '' : undefined}
    >
      <div className="flex items-baseline gap-2 text-md">
        {isGroup ? (
          <span id={`${id}-label`} className="font-medium">
            {label}
          </span>
        ) : (
          <label htmlFor={id} className="font-medium">
            {label}
          </label>
        )}
        {optional && (
          <span className="text-sm leading-4 text-text-3">{optional === true ? t('optional') : optional}</span>
        )}
        {end && <span className="ml-auto text-xs text-text-3">{end}</span>}
      </div>
      {error ? (
        <FieldError id={`${id}-error`}>{error}</FieldError>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="-mt-1 text-sm text-text-3">
            {hint}
          </p>
        )
      )}
      {children(control)}
    </div>
  );
}

function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm font-medium text-danger-text">
      <CircleAlert size={14} strokeWidth={2.25} className="mt-[3px]" aria-hidden />
      <span>{children}</span>
    </p>
  );
}
