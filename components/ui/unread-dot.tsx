/** "You have not read this": always beside a word that says so too. */
export function UnreadDot() {
  return <span className="inline-block size-2 shrink-0 rounded-full bg-thread" aria-hidden />;
}
