import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { Panel } from './panel';

/**
 * A table in a panel that scrolls by itself, and becomes a list of cards on a phone. The explicit roles are needed because
 * `display: grid` would take a table's meaning away. `columns` are their names; `actions` names a last one that is seen without.
 */
export function Table(props: { label: string; columns: string[]; actions?: string; children: ReactNode }) {
  const { columns, actions } = props;
  return (
    <Panel tabIndex={0} role="region" aria-label={props.label} className="overflow-x-auto">
      <table role="table" className="w-full border-collapse text-sm max-md:block">
        <caption className="sr-only">{props.label}</caption>
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row">
            {columns.map((column) => (
              <Th key={column}>{column}</Th>
            ))}
            {actions && (
              <Th>
                <span className="sr-only">{actions}</span>
              </Th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:block">
          {props.children}
        </tbody>
      </table>
    </Panel>
  );
}

function Th({ children }: { children: ReactNode }) {
  return (
    <th
      role="columnheader"
      scope="col"
      className="h-9 border-b border-line bg-sunken px-3 text-left text-xs font-medium whitespace-nowrap text-text-3 first:pl-5 last:pr-3"
    >
      {children}
    </th>
  );
}

/** A row; `isFresh` tints what was just made. */
export function Tr({ isFresh, className, ...rest }: ComponentProps<'tr'> & { isFresh?: boolean }) {
  return (
    <tr
      {...rest}
      role="row"
      className={cx(
        'border-b border-line last:border-b-0 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-1.5 max-md:px-4 max-md:py-3.5',
        isFresh ? 'bg-thread-soft shadow-[inset_3px_0_0_var(--thread)]' : 'hover:bg-hover',
        className,
      )}
    />
  );
}

/**
 * A cell. On a phone it stands on a line of its own after its `label`; the one without a label is the card's title, and the
 * one that `isAction` (at the row's end) stands beside it.
 */
export function Td(props: ComponentProps<'td'> & { label?: string; isAction?: boolean }) {
  const { label, isAction, className, children, ...rest } = props;
  return (
    <td
      {...rest}
      role="cell"
      className={cx(
        'px-3 py-2.5 align-middle leading-5 first:pl-5 last:pr-3 max-md:flex max-md:min-h-6 max-md:items-center max-md:gap-3 max-md:p-0 max-md:first:p-0 max-md:last:p-0 max-md:empty:hidden',
        label && 'max-md:col-span-full',
        isAction && 'text-right max-md:col-start-2 max-md:row-start-1 max-md:-mr-2',
        className,
      )}
    >
      {label && (
        <span className="w-28 shrink-0 text-text-3 md:hidden" aria-hidden>
          {label}
        </span>
      )}
      {children}
    </td>
  );
}
