const most = 8;
const keyOf = (userId: string) => `hilo_searches_${userId}`;

/** What somebody searched for in this browser, newest first. Storage that is off has none. */
export function recentSearches(userId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Keeps a search, newest first and each once. */
export function keepSearch(userId: string, q: string): void {
  if (q === '') return;
  try {
    const kept = [q, ...recentSearches(userId).filter((each) => each !== q)].slice(0, most);
    localStorage.setItem(keyOf(userId), JSON.stringify(kept));
  } catch {
    // Then they are not offered again.
  }
}

/** Forgets them all. */
export function forgetSearches(userId: string): void {
  try {
    localStorage.removeItem(keyOf(userId));
  } catch {
    // There were none.
  }
}
