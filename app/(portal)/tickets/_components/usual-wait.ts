const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time as people say it. */
export interface Wait {
  unit: 'minutes' | 'hours' | 'days';
  count: number;
}

// Rounded up, so that what is said is kept.
const steps = [5, 10, 15, 30, 45]
  .map((count) => count * minute)
  .concat([1, 2, 3, 4, 6, 8, 12, 18, 24].map((count) => count * hour));

/** So many seconds, rounded up to what one would say: "30 minutes", "3 hours", "2 days". */
export function usualWait(seconds: number): Wait {
  const rounded = steps.find((step) => seconds <= step) ?? Math.ceil(seconds / day) * day;
  if (rounded < hour) return { unit: 'minutes', count: rounded / minute };
  return rounded < day ? { unit: 'hours', count: rounded / hour } : { unit: 'days', count: rounded / day };
}
