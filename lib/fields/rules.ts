import { type FieldKind, type FieldValue, type FieldValues, fieldLimits, type SentFields } from './schema';

/** What has to be known of a field to check its values. */
export interface FieldDefinition {
  key: string;
  label: string;
  kind: FieldKind;
  choices: string[];
  forClients: boolean;
  required: boolean;
  archived: boolean;
}

/** Why a value was refused: `unknown`, no such field for whoever sends it; `wrong`, no value of its kind; `missing`. */
export type FieldFault = 'unknown' | 'wrong' | 'missing';

function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // 30 February would become 2 March.
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isLine(text: string): boolean {
  return [...text].length <= fieldLimits.text && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** A value as it is kept; undefined for one that the field does not take. Numbers may come as a form's text. */
function keep({ kind, choices }: FieldDefinition, sent: FieldValue): FieldValue | undefined {
  const text = typeof sent === 'string' ? sent.trim() : sent;
  if (kind === 'number') {
    const isNumeric = typeof text === 'number' || /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text);
    const number = typeof text === 'number' ? text : Number(text.replace(',', '.'));
    return isNumeric && Number.isFinite(number) && Math.abs(number) < 1e15 ? number : undefined;
  }
  if (typeof text !== 'string') return undefined;
  if (kind === 'choice') return choices.includes(text) ? text : undefined;
  const isRight = kind === 'date' ? isDay(text) : isLine(text);
  return isRight ? text : undefined;
}

/**
 * What is sent for a ticket's fields, as it is kept: by key a value, or null for none. `faults` by key is empty when all is
 * right. `isStaff` says who sends it: to clients, fields that are not for them are unknown. Out of use, a field takes no
 * value any more, only null. `isForm` asks for what is required too. The same in the form and in the server.
 */
export function checkFields(
  definitions: FieldDefinition[],
  sent: SentFields,
  { isStaff, isForm = false }: { isStaff: boolean; isForm?: boolean },
): { values: Record<string, FieldValue | null>; faults: Record<string, FieldFault> } {
  const values = new Map<string, FieldValue | null>();
  const faults = new Map<string, FieldFault>();
  const known = new Map(definitions.filter((each) => isStaff || each.forClients).map((each) => [each.key, each]));
  for (const [key, value] of Object.entries(sent)) {
    const definition = known.get(key);
    const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
    const kept = definition && !isEmpty ? keep(definition, value) : null;
    if (!definition || (definition.archived && !(isStaff && isEmpty))) faults.set(key, 'unknown');
    else if (kept === undefined) faults.set(key, 'wrong');
    else values.set(key, kept);
  }
  const asked = isForm ? definitions.filter((each) => each.forClients && each.required && !each.archived) : [];
  for (const { key } of asked) if (values.get(key) == null && !faults.has(key)) faults.set(key, 'missing');
  return { values: Object.fromEntries(values), faults: Object.fromEntries(faults) };
}

/** What of the values is a value. */
export function filled(values: Record<string, FieldValue | null>): FieldValues {
  return Object.fromEntries(Object.entries(values).filter((each): each is [string, FieldValue] => each[1] !== null));
}
