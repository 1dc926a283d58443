// How a database that is away, full, too busy or shutting down shows itself: `pg`, Prisma, Postgres and the network, each in
// their own words. What failed so was rolled back and may be tried again.
const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EMFILE|ENFILE|ETIMEDOUT|EPIPE|ENOENT|57P0[1-3]|57014|53\d{3}|08\w{3}|55P03|25P03|40001|40P01|P1\d{3}|P2024|P2028|P2034)$/;
const awayWords =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|not queryable|Can't reach database server/;

/** What Postgres said, where Prisma has no code of its own for it (P2039): it stands beneath. */
function codeBeneath(error: Error): string {
  const meta = ('meta' in error ? error.meta : undefined) as
    | { driverAdapterError?: { cause?: { originalCode?: unknown } } }
    | undefined;
  return String(meta?.driverAdapterError?.cause?.originalCode ?? '');
}

/** Whether an error, or what caused it, says that the database cannot be had just now. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const codes = ['code' in error ? String(error.code) : '', codeBeneath(error)];
  return codes.some((code) => awayCodes.test(code)) || awayWords.test(error.message) || isDatabaseAway(error.cause);
}
