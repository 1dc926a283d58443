/** A ticket that was open in this browser. */
export interface Recent {
  number: number;
  title: string;
}

const most = 8;
const placeOf = (userId: string) => `hilo_recent:${userId}`;

/** The tickets that somebody had open last, the last first. Browsers are shared: each has their own. */
export function readRecent(userId: string): Recent[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(placeOf(userId)) ?? '[]');
    if (!Array.isArray(all)) return [];
    return all
      .filter(
        (each): each is Recent =>
          Number.isSafeInteger(each?.number) && each.number > 0 && typeof each.title === 'string',
      )
      .slice(0, most);
  } catch {
    return [];
  }
}

/** Notes that a ticket is open. */
export function noteRecent(userId: string, { number, title }: Recent): void {
  try {
    const others = readRecent(userId).filter((each) => each.number !== number);
    localStorage.setItem(placeOf(userId), JSON.stringify([{ number, title }, ...others].slice(0, most)));
  } catch {
    // Then nothing is recent.
  }
}
