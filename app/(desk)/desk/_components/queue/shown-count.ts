/** Where counting stops; `countLimit` of lib/tickets/queries/count.ts, which the browser cannot load. */
const countLimit = 1000;

/** A count as it is shown: past the limit it is only known to be more. */
export function shownCount(count: number): string {
  return count >= countLimit ? `${countLimit - 1}+` : String(count);
}
