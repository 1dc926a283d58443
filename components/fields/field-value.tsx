import { useFormatter } from 'next-intl';
import type { FieldKind, FieldValue as Value } from '@/lib/fields/schema';

/** A value of one of the desk's own fields, as people of the reader's language write it. */
export function FieldValue({ kind, value }: { kind: FieldKind; value: Value }) {
  const format = useFormatter();
  if (kind === 'number' && typeof value === 'number')
    return <span className="tabular-nums">{format.number(value, { maximumFractionDigits: 10 })}</span>;
  if (kind === 'date') {
    // A day is the same day everywhere.
    const day = new Date(`${value}T00:00:00Z`);
    return <time dateTime={String(value)}>{format.dateTime(day, { dateStyle: 'medium', timeZone: 'UTC' })}</time>;
  }
  return <span className="[overflow-wrap:anywhere]">{value}</span>;
}
