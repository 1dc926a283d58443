import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// The habits of docs/architecture.md that no linter knows. Who may import whom is in .dependency-cruiser.mjs.

const git = ['ls-files', '--cached', '--others', '--exclude-standard'];
const files = execFileSync('git', git, { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(file));
const code = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file));
const read = (file: string) => readFileSync(file, 'utf8');
const lines = (file: string) => read(file).trimEnd().split('\n').length;
const isTest = (file: string) => /\.test\.tsx?$|^e2e\//.test(file);

test('the list of files is not empty', () => {
  expect(code).toContain('lib/platform/house.test.ts');
  expect(code.length).toBeGreaterThan(100);
});

describe('each domain has the same closed set of files', () => {
  const others = new Set(['auth', 'events', 'generated', 'http', 'i18n', 'mcp', 'platform', 'worker']);
  const vocabulary =
    /^(schema|rules|policy|queries|commands|jobs|present)\.ts$|^(queries|commands)\/[a-z0-9-]+\.ts$|^[a-z0-9-]+(\.db)?\.test\.ts$/;
  const inDomains = files.filter((file) => file.startsWith('lib/') && !others.has(file.split('/')[1] ?? ''));
  const domains = [...new Set(inDomains.map((file) => file.split('/')[1] ?? ''))];

  test.each(domains)('lib/%s', (domain) => {
    const own = inDomains
      .filter((file) => file.startsWith(`lib/${domain}/`))
      .map((file) => file.slice(`lib/${domain}/`.length));
    expect(own.filter((file) => !vocabulary.test(file))).toEqual([]);
  });
});

test('names of files and folders are kebab-case', () => {
  const plain = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  // Next's own: (group), [param], [...rest], _components, a file's name as a route. Migrations begin with their time.
  const shaped = /^([a-z]+\.json|\([a-z-]+\)|\[(\.\.\.)?[a-z]+\]|_[a-z-]+|\d{14}_[a-z0-9_]+)$/;
  const isWell = (part: string) => plain.test(part) || shaped.test(part);
  const stem = (name: string) => name.replace(/(\.(config|test|db|spec|d|es|en))*\.[a-z]+$/, '');
  const wrong = files.filter((file) => {
    const parts = file.split('/');
    const name = parts.pop() ?? '';
    const isFixed = name.startsWith('.') || /^(README|LICENSE|CONTRIBUTING|SECURITY|CHANGELOG)(\.[a-z]+)*$/.test(name);
    return (
      !parts.every((part) => isWell(part) || part.startsWith('.')) ||
      !(isFixed || isWell(stem(name)) || name === 'migration_lock.toml')
    );
  });
  expect(wrong).toEqual([]);
});

test('a file says what it holds: no index, no utils', () => {
  expect(code.filter((file) => /(^|\/)(index|utils?|helpers?|misc|common)\.[a-z]+$/.test(file))).toEqual([]);
});

test('nothing is re-exported wholesale', () => {
  expect(code.filter((file) => /^export \* from/m.test(read(file)))).toEqual([]);
});

test('an API route is one screen: at most 60 lines', () => {
  const routes = code.filter((file) => /^app\/v2\/.*route\.ts$/.test(file));
  expect(routes.length).toBeGreaterThan(5);
  expect(routes.filter((file) => lines(file) > 60)).toEqual([]);
});

test('a file of more than 250 lines begins with the reason', () => {
  expect(code.filter((file) => lines(file) > 250 && !/^(\/\/|\/\*)/.test(read(file)))).toEqual([]);
});

test('the environment is read in one file', () => {
  // Beside it: where a process begins, what tests and tools need, and the environment that Postgres itself is given.
  const allowed =
    /^lib\/platform\/(env|testing-global|postgres-binaries)\.ts$|^[^/]+\.config\.(ts|mjs)$|^(attack|bench|bin|e2e|faults)\//;
  // A program in a ticket of the demo is text; NODE_ENV is the framework's, and fixed by the build.
  const readers = code.filter(
    (file) => /\bprocess\.env\b(?!\.NODE_ENV)/.test(read(file)) && !file.startsWith('prisma/demo/'),
  );
  expect(readers).toContain('lib/platform/env.ts');
  expect(readers.filter((file) => !allowed.test(file) && !isTest(file))).toEqual([]);
});

test('no test is left out or alone', () => {
  const left = /\b(test|it|describe)(\.describe)?\.(only|skip|fixme|todo|fails)\b/;
  expect(code.filter((file) => isTest(file) && left.test(read(file)))).toEqual([]);
});

test('nothing names a place of the machine that it was written on', () => {
  const places = new RegExp(`(?<![\\w.)])/(${['work', 'root', 'home/[a-z]', 'Users/[A-Za-z]'].join('|')})/`);
  const texts = files.filter((file) => !/\.(png|ico|woff2?)$/.test(file));
  expect(texts.filter((file) => places.test(read(file)))).toEqual([]);
});

test('the lock file names packages and hashes, not where they were fetched', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
});

test('dependencies are pinned', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  expect(versions.filter(([, version]) => !/^(npm:[a-z@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('a build, ours or the tests’, finds nothing to add to tsconfig.json', () => {
  const { include } = JSON.parse(read('tsconfig.json')) as { include: string[] };
  const wanted = ['.next', '.next-test'].flatMap((dist) => [`${dist}/types/**/*.ts`, `${dist}/dev/types/**/*.ts`]);
  expect(include).toEqual(expect.arrayContaining(wanted));
});

test('links between the documents lead somewhere', () => {
  const broken = files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map((match) => path.join(path.dirname(file), match[1] ?? ''))
        .filter((target) => !existsSync(target))
        .map((target) => `${file} → ${target}`),
    );
  expect(broken).toEqual([]);
});
