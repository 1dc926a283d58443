/** Things that happened, newest first, by the day of the reader's own zone. `day` is `YYYY-MM-DD`. */
export function byDay<Each extends { createdAt: string }>(
  all: Each[],
  timeZone?: string,
): { day: string; notices: Each[] }[] {
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });
  const days = Map.groupBy(all, ({ createdAt }) => format.format(new Date(createdAt)));
  return [...days].map(([day, notices]) => ({ day, notices }));
}
