import { describe, expect, test } from 'vitest';
import { readLocal, snoozeChoices, writeLocal } from './snooze-choices';

const chosen = (now: string, timeZone: string) =>
  Object.fromEntries(snoozeChoices(new Date(now), timeZone).map(({ key, at }) => [key, writeLocal(at, timeZone)]));

describe('what is offered', () => {
  test('on a working morning, in the zone of the reader', () => {
    // Wednesday, 10:04 in Bogotá.
    expect(chosen('2026-11-18T15:04:00Z', 'America/Bogota')).toEqual({
      later: '2026-11-18T14:00',
      tomorrow: '2026-11-19T09:00',
      monday: '2026-11-23T09:00',
      week: '2026-11-25T09:00',
    });
  });

  test('late in the day there is no later, on Sunday Monday is tomorrow, on Monday it is in a week', () => {
    expect(Object.keys(chosen('2026-11-18T23:30:00Z', 'America/Bogota'))).toEqual(
      ['later', 'tomorrow', 'monday', 'week'].slice(1),
    );
    expect(Object.keys(chosen('2026-11-22T15:00:00Z', 'America/Bogota'))).toEqual(['later', 'tomorrow', 'week']);
    expect(chosen('2026-11-23T15:00:00Z', 'America/Bogota')).toMatchObject({ week: '2026-11-30T09:00' });
    expect(chosen('2026-11-23T15:00:00Z', 'America/Bogota')).not.toHaveProperty('monday');
  });

  test('over the end of a month and of a year, and over a change of the clocks', () => {
    expect(chosen('2026-12-31T12:00:00Z', 'Europe/Madrid')).toMatchObject({ tomorrow: '2027-01-01T09:00' });
    const [tomorrow] = snoozeChoices(new Date('2026-03-28T21:00:00Z'), 'Europe/Madrid');
    expect(tomorrow?.at.toISOString()).toBe('2026-03-29T07:00:00.000Z');
    const [later] = snoozeChoices(new Date('2026-10-24T21:00:00Z'), 'Europe/Madrid');
    expect(later?.at.toISOString()).toBe('2026-10-25T08:00:00.000Z');
  });
});

test('a field’s date and time is that of the reader’s clocks, and nothing while it is not whole', () => {
  expect(readLocal('2026-11-23T09:00', 'America/Bogota')?.toISOString()).toBe('2026-11-23T14:00:00.000Z');
  expect(readLocal('2026-11-23T09:00', 'Asia/Kathmandu')?.toISOString()).toBe('2026-11-23T03:15:00.000Z');
  expect(readLocal('', 'UTC')).toBeNull();
  expect(readLocal('2026-11-23', 'UTC')).toBeNull();
});
