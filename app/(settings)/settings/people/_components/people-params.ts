import { roles, type UserObject } from '@/lib/people/schema';

/** What the address of the people's page says. */
export interface PeopleParams {
  q?: string;
  role?: UserObject['role'];
  /** Where the page before ended. */
  after?: string;
}

type SearchParams = Record<string, string | string[] | undefined>;

function one(value: string | string[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
}

/** Reads the address; what it cannot mean is left out. */
export function readPeopleParams(all: SearchParams): PeopleParams {
  const role = one(all.role);
  return { q: one(all.q)?.slice(0, 200), role: roles.find((each) => each === role), after: one(all.after) };
}

/** The address of a page of people. */
export function peopleHref(params: PeopleParams): string {
  const query = new URLSearchParams();
  for (const name of ['q', 'role', 'after'] as const) {
    const value = params[name];
    if (value) query.set(name, value);
  }
  return query.size > 0 ? `/settings/people?${query}` : '/settings/people';
}
