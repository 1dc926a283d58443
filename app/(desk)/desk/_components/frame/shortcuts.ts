/** What a key does: presses what stands in the page for it, moves in the list, or shows a queue. */
type Act =
  | { kind: 'press'; selector: string }
  | { kind: 'step'; by: 1 | -1 }
  | { kind: 'open' }
  | { kind: 'search' }
  | { kind: 'number' }
  | { kind: 'queue'; queue: string };

interface Row {
  /** The groups of the sheet. `go` are second keys: those after `go`'s own. */
  group: 'move' | 'ticket' | 'desk' | 'go';
  /** As `KeyboardEvent.key` says it, letters in lower case. */
  key: string;
  act: Act;
  /** Held down, it acts again and again. */
  repeats?: true;
}

const press = (name: string): Act => ({ kind: 'press', selector: `[data-key=${name}]` });
const queue = (name: string): Act => ({ kind: 'queue', queue: name });

/** Every single key of the desk. The sheet, the palette's hints and the tooltips are made of this table. */
export const shortcuts = {
  next: { group: 'move', key: 'j', act: { kind: 'step', by: 1 }, repeats: true },
  previous: { group: 'move', key: 'k', act: { kind: 'step', by: -1 }, repeats: true },
  open: { group: 'move', key: 'o', act: { kind: 'open' } },
  back: { group: 'move', key: 'u', act: { kind: 'press', selector: '[data-ticket-close]' } },
  select: { group: 'move', key: 'x', act: press('select') },
  reply: { group: 'ticket', key: 'r', act: press('reply') },
  note: { group: 'ticket', key: 'n', act: press('note') },
  assign: { group: 'ticket', key: 'a', act: press('assign') },
  take: { group: 'ticket', key: 'i', act: press('take') },
  status: { group: 'ticket', key: 's', act: press('status') },
  priority: { group: 'ticket', key: 'p', act: press('priority') },
  resolve: { group: 'ticket', key: 'e', act: press('resolve') },
  snooze: { group: 'ticket', key: 'z', act: press('snooze') },
  number: { group: 'desk', key: '#', act: { kind: 'number' } },
  search: { group: 'desk', key: '/', act: { kind: 'search' } },
  help: { group: 'desk', key: '?', act: press('help') },
  go: { group: 'desk', key: 'g', act: { kind: 'press', selector: '' } },
  goMine: { group: 'go', key: 'm', act: queue('mine') },
  goUnassigned: { group: 'go', key: 'u', act: queue('unassigned') },
  goOpen: { group: 'go', key: 'o', act: queue('open') },
  goPending: { group: 'go', key: 'p', act: queue('pending') },
  goUrgent: { group: 'go', key: 'r', act: queue('urgent') },
  goSnoozed: { group: 'go', key: 'z', act: queue('snoozed') },
  goResolved: { group: 'go', key: 'e', act: queue('resolved') },
  goAll: { group: 'go', key: 'a', act: queue('all') },
} as const satisfies Record<string, Row>;

export type ShortcutId = keyof typeof shortcuts;

export const shortcutIds = Object.keys(shortcuts) as ShortcutId[];

export const groups = ['move', 'ticket', 'desk', 'go'] as const;

/** The row of a shortcut, with everything that any of them may have. */
export const shortcut = (id: ShortcutId): Row => shortcuts[id];

/** What somebody made of the table in this browser: all off, and other keys, or none, for some. */
export interface KeyChoices {
  isOn: boolean;
  keys: Partial<Record<ShortcutId, string | null>>;
}

export const asMade: KeyChoices = { isOn: true, keys: {} };

/** The key of a shortcut as somebody has it, or null where they have none. */
export function keyOf(choices: KeyChoices, id: ShortcutId): string | null {
  const chosen = choices.keys[id];
  return chosen === undefined ? shortcut(id).key : chosen;
}

/** Whether two shortcuts are pressed in the same place: second keys are a world of their own. */
const isSameWorld = (a: ShortcutId, b: ShortcutId) => (shortcut(a).group === 'go') === (shortcut(b).group === 'go');

/** The shortcut that a key is, alone or after `go`'s. */
export function shortcutOf(choices: KeyChoices, key: string, isSecond: boolean): ShortcutId | undefined {
  return shortcutIds.find((id) => (shortcut(id).group === 'go') === isSecond && keyOf(choices, id) === key);
}

/** A key that can be a shortcut: one sign, no blank; letters in lower case. Undefined for any other. */
export function signOf(key: string): string | undefined {
  return [...key].length === 1 && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(key) ? key.toLowerCase() : undefined;
}

/**
 * The choices with another key, or none, for a shortcut. Whoever had that key loses it, and is named in `taken`.
 */
export function withKey(
  choices: KeyChoices,
  id: ShortcutId,
  key: string | null,
): { choices: KeyChoices; taken?: ShortcutId } {
  const taken =
    key === null
      ? undefined
      : shortcutIds.find((other) => other !== id && isSameWorld(other, id) && keyOf(choices, other) === key);
  const keys = { ...choices.keys, [id]: key, ...(taken && { [taken]: null }) };
  for (const each of shortcutIds) if (keys[each] === shortcut(each).key) delete keys[each];
  return { choices: { ...choices, keys }, taken };
}

/** What was kept, made safe: whatever is not a shortcut or not a sign is left out. `off` is how older pages kept that. */
export function readChoices(kept: string | null): KeyChoices {
  if (kept === null) return asMade;
  if (kept === 'off') return { isOn: false, keys: {} };
  try {
    const { isOn, keys } = JSON.parse(kept) as { isOn?: unknown; keys?: Record<string, unknown> };
    const known = shortcutIds.flatMap((id) => {
      const key = keys?.[id];
      const sign = typeof key === 'string' ? signOf(key) : undefined;
      return key === null || sign ? [[id, sign ?? null] as const] : [];
    });
    return { isOn: isOn !== false, keys: Object.fromEntries(known) };
  } catch {
    return asMade;
  }
}
