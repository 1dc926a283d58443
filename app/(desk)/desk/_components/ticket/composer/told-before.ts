/** The last so many are remembered: nobody has more replies held at once. */
const most = 50;

/**
 * Whether this is the first time that this browser is to say so of a reply; from then on it is not. A browser that keeps
 * nothing says it on each page.
 */
export function isFirstTold(userId: string, id: string, state: string): boolean {
  const key = `hilo:told:${userId}`;
  const line = `${id} ${state}`;
  try {
    const told = (localStorage.getItem(key) ?? '').split('\n').filter(Boolean);
    if (told.includes(line)) return false;
    localStorage.setItem(key, [...told, line].slice(-most).join('\n'));
  } catch {
    // A browser without storage.
  }
  return true;
}
