import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Versions below these have holes that attack/ tries: in all copies, also those that a dependency brings for itself. */
const floors = { next: '16.3.8', 'next-auth': '4.24.15', nodemailer: '10.0.6' };

/** What we would miss: the others may be in the tree or not. */
const ours = ['next', 'next-auth'];

interface Lock {
  packages: Record<string, { version?: string; name?: string }>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

/** Every copy of a package, by its own name where it is installed under another: `node_modules/a/node_modules/next`. */
function copiesOf(name: string, among: Lock['packages']): { place: string; version: string }[] {
  return Object.entries(among)
    .filter(([place, { name: own }]) => (own ?? place.split('node_modules/').at(-1)) === name)
    .map(([place, { version = '' }]) => ({ place, version }));
}

/** Whether a version is at least another; one before a release (`16.3.8-canary.1`) is below it. */
function isAtLeast(version: string, floor: string): boolean {
  const [core = '', early] = version.split(/-(.*)/);
  const [has, needs] = [core, floor].map((text) => text.split('.').map(Number));
  for (const [index, need] of (needs ?? []).entries()) {
    const part = has?.[index] ?? Number.NaN;
    if (part !== need) return part > need;
  }
  return early === undefined;
}

test.each(Object.entries(floors))('every copy of %s is %s or later', (name, floor) => {
  const copies = copiesOf(name, packages);
  if (ours.includes(name)) expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter(({ version }) => !isAtLeast(version, floor))).toEqual([]);
});

test('the floor is looked for in every place, and by the package’s own name', () => {
  const among = {
    'node_modules/next': { version: '16.4.6' },
    'node_modules/a/node_modules/next': { version: '16.3.7' },
    'node_modules/other': { name: 'next', version: '9.5.0' },
    'node_modules/@next/env': { version: '1.0.0' },
  };
  expect(copiesOf('next', among).map(({ version }) => version)).toEqual(['16.4.6', '16.3.7', '9.5.0']);
  for (const low of ['16.3.7', '15.99.99', '16.3.8-canary.4', '', 'x'])
    expect(isAtLeast(low, '16.3.8'), low).toBe(false);
  for (const high of ['16.3.8', '16.3.10', '16.10.0', '17.0.0']) expect(isAtLeast(high, '16.3.8'), high).toBe(true);
});
