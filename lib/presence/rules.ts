const word = 'presence ';

/** The most tickets that one signal names: 8,000 bytes is all that one may have. */
export const mostInSignal = 200;

/** What processes tell each other when somebody came to tickets, left them or does something else there: their keys. */
export function writeSignal(ticketIds: string[]): string {
  return word + ticketIds.join(',');
}

/** The keys in a signal; none where it tells of something else. */
export function readSignal(text: string): string[] {
  return text.startsWith(word) ? text.slice(word.length).split(',') : [];
}
