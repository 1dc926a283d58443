/** Applies the migrations that the database lacks, and lets the feed of events go on after a restore. Gives the names applied. */
export async function bringUpToDate(url: string): Promise<string[]> {
  const { migrate } = await import('@/lib/platform/migrate');
  const applied = await migrate(url);
  const { continuePositions } = await import('@/lib/events/shift');
  await continuePositions(url);
  return applied;
}
