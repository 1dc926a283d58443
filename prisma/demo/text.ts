import type { Text } from './types';

const monthName = new Intl.DateTimeFormat('es', { month: 'long' });

/** A demo text with its placeholders filled in for a ticket opened then; `numberOf` gives a ticket's number by key. */
export function fillText(text: Text, opened: Date, numberOf: (key: string) => number): string {
  const lastMonth = new Date(opened.getFullYear(), opened.getMonth() - 1, 1);
  return (typeof text === 'string' ? text : text.join('\n'))
    .replaceAll('{mes}', monthName.format(lastMonth))
    .replaceAll('{año}', String(lastMonth.getFullYear()))
    .replaceAll(/#\{([\w-]+)\}/g, (_, key: string) => `#${numberOf(key)}`);
}
