const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "1,8 MB", "12 kB": thousands, one decimal below ten. `bytes` is a whole number ≥ 0. */
export function formatFileSize(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  // 999,5 rounds to 1000, which is one of the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${number} ${units[unit]}`;
}
