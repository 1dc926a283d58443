import { expect, test } from 'vitest';
import { isTame } from './tame-markdown';

test.each([
  ['quotes', '>'.repeat(4000)],
  ['lists', '1. '.repeat(2000)],
  ['quotes far apart', `>${' \t>'.repeat(12)}`],
  ['addresses', '_www.aaaaaaaaaaaaaaa'.repeat(900)],
  ['a wide table of short rows', `|${'a|'.repeat(200)}\n|${'-|'.repeat(200)}\n${'|\n'.repeat(500)}`],
  ['a wide table in a quote', `> |${'a|'.repeat(200)}\n> |${':-:|'.repeat(200)}\n${'> |\n'.repeat(500)}`],
  ['emphasis', `${'*'.repeat(2000)}a${'*'.repeat(2000)}`],
  ['brackets', ']'.repeat(5000)],
  ['images', '!['.repeat(1000)],
  ['headings', 'a\n=\n'.repeat(2000)],
  ['a link with entities', `http://a.b/${'&a;'.repeat(3000)}`],
  ['sheer length', 'palabra '.repeat(3000)],
])('%s without end are not read as Markdown', (_, text) => {
  expect(isTame(text)).toBe(false);
});

test.each([
  ['twelve marks far apart', `${'>'.padEnd(60).repeat(12)}a`],
  ['blanks', `${' '.repeat(19_000)}a`],
  ['numbers', '1'.repeat(19_000)],
])('of %s it is known at once', (_, text) => {
  const before = process.cpuUsage().user;
  isTame(text);
  // Microseconds of its own, where the marks took ages.
  expect(process.cpuUsage().user - before).toBeLessThan(500_000);
});

test.each([
  ['a letter', 'Hola,\n\nEl botón **no** responde desde las 9:00.\n\n1. Entro\n2. Pulso\n\n> Error 500\n\nGracias'],
  [
    'a log',
    `\`\`\`\n${'2026-11-21T04:57:14Z [error] at Object.<anonymous> (/srv/app/index.js:12:5)\n'.repeat(150)}\`\`\``,
  ],
  ['a table', `| Fecha | Importe | Estado |\n|---|---:|---|\n${'| 1 | 2 | x |\n'.repeat(100)}`],
  ['a thread that was quoted eight times', `${'> '.repeat(8)}Buenos días`],
])('%s is', (_, text) => {
  expect(isTame(text)).toBe(true);
});
