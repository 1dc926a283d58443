import type { Fields } from './desk-ticket';

/** What the API is asked to change. `assignedTo` is the API's id, or null for nobody. */
export interface ChangeBody {
  title?: string;
  status?: Fields['status'];
  priority?: Fields['priority'];
  category?: Fields['category'];
  tags?: string[];
  assignedTo?: string | null;
  team?: string | null;
  snoozedUntil?: string | null;
  resolution?: string;
}

/** A change as the API takes it. */
export function changeBody({ assignee, team, resolution, ...rest }: Partial<Fields>): ChangeBody {
  return {
    ...rest,
    ...(assignee !== undefined && { assignedTo: assignee?.id ?? null }),
    ...(team !== undefined && { team: team?.id ?? null }),
    ...(resolution && { resolution }),
  };
}

function statusSteps(before: Fields, now: Fields['status']): ChangeBody[] {
  const { status, resolution } = before;
  const wasResolved = resolution ? { status: 'resolved' as const, resolution } : undefined;
  const back: ChangeBody[] =
    status === 'resolved' && wasResolved
      ? [wasResolved]
      : status === 'closed' && wasResolved
        ? [wasResolved, { status }]
        : [{ status }];
  // From closed the only way is open: the rest of the way back starts there.
  if (now === 'closed' && status !== 'open') return [{ status: 'open' }, ...back];
  return back;
}

/**
 * The requests that take a change back, in order. `before` is how the ticket stood; `change` what was asked for.
 * Leaving `resolved` clears the resolution, so going back brings it along.
 */
export function undoSteps(before: Fields, change: Partial<Fields>): ChangeBody[] {
  const { status, resolution: _, ...rest } = change;
  const names = Object.keys(rest) as (keyof typeof rest)[];
  const fields = changeBody(Object.fromEntries(names.map((name) => [name, before[name]])));
  const steps = status === undefined || status === before.status ? [] : statusSteps(before, status);
  if (names.length === 0) return steps;
  return steps.length === 0 ? [fields] : [{ ...fields, ...steps[0] }, ...steps.slice(1)];
}
