import sql from 'sql-template-tag';
import { expect, test } from 'vitest';
import { keptPlans } from './kept-plans';

test('a text has one name, whatever it is asked with and by whichever copy of the module; further texts have none', () => {
  const [one, other] = [keptPlans('x', 2), keptPlans('x', 2)];
  const name = one(sql`SELECT ${1}`);
  expect(name).toMatch(/^x_[0-9a-f]{20}$/);
  expect(one(sql`SELECT ${2}`)).toBe(name);
  expect(other(sql`SELECT ${3}`)).toBe(name);
  const next = one(sql`SELECT ${1}, ${2}`);
  expect(next).not.toBe(name);
  expect(one(sql`SELECT 3`)).toBeUndefined();
  expect([one(sql`SELECT ${1}`), one(sql`SELECT ${1}, ${2}`)]).toEqual([name, next]);
});
