import type { StepMoment } from './types';

const MINUTE = 60_000;

function isWorkday(day: Date): boolean {
  return day.getDay() !== 0 && day.getDay() !== 6;
}

/** `count` working days away from `from` (negative is back), at a clock time of the machine's zone. */
function onWorkday(from: Date, count: number, hours: number, minutes: number): Date {
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  for (let left = Math.abs(count); left > 0; ) {
    day.setDate(day.getDate() + Math.sign(count));
    if (isWorkday(day)) left -= 1;
  }
  day.setHours(hours, minutes);
  return day;
}

/** The time that a demo moment stands for. Relative ones count from `previous`. Throws on one that it cannot read. */
export function resolveMoment(moment: StepMoment, now: Date, previous = now): Date {
  if (typeof moment === 'number') return new Date(now.getTime() - moment * MINUTE);
  const later = /^\+(\d+)$/.exec(moment);
  if (later) return new Date(previous.getTime() + Number(later[1]) * MINUTE);
  const [, sign, days, hours, minutes] = /^(\+?)(\d+)d (\d+):(\d+)$/.exec(moment) ?? [];
  if (days === undefined) throw new Error(`not a moment: ${moment}`);
  return onWorkday(sign ? previous : now, sign ? Number(days) : -Number(days), Number(hours), Number(minutes));
}
