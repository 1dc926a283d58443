import { expect, test } from 'vitest';
import { attachmentFrom as from } from '@/components/tickets/attachment-from';
import { limits } from '@/lib/tickets/schema';
import { linkProblem } from './link-problem';

const attachmentFrom = (pasted: string) => from(pasted, 'archivo', limits);

test.each([
  ['https://files.example/logs/registro-401.txt?sig=a/b', 'registro-401.txt', 'text/plain'],
  ['https://files.example/captura%20del%20panel.PNG', 'captura del panel.PNG', 'image/png'],
  ['  drive.example.com/file/d/1a2b  ', '1a2b', 'text/html'],
  ['https://files.example/', 'files.example', 'text/html'],
  ['https://files.example/datos.parquet', 'datos.parquet', 'application/octet-stream'],
  ['https://files.example/a%2Fb%00c.txt', 'a-b-c.txt', 'text/plain'],
  ['https://files.example/%E0%A4%A', '%E0%A4%A', 'text/html'],
])('a pasted link gets a name and a type: %s', (pasted, filename, type) => {
  const attachment = attachmentFrom(pasted);
  expect(attachment).toMatchObject({ filename, type, size: 0 });
  expect(linkProblem(attachment)).toBe(null);
});

test.each([
  ['no es un enlace', 'badUrl'],
  ['http://files.example/registro.txt', 'notSecure'],
  ['javascript:alert(1)', 'notSecure'],
  ['https://user:pass@files.example/registro.txt', 'badUrl'],
  [`https://files.example/${'a'.repeat(2100)}`, 'tooLong'],
])('what the API would refuse is named: %s', (pasted, problem) => {
  expect(linkProblem(attachmentFrom(pasted))).toBe(problem);
});

test('a name that was emptied or given slashes is named too', () => {
  const attachment = attachmentFrom('https://files.example/registro.txt');
  expect(linkProblem({ ...attachment, filename: '' })).toBe('badName');
  expect(linkProblem({ ...attachment, filename: 'a/b.txt' })).toBe('badName');
});

test('a very long name is cut to what fits', () => {
  const { filename } = attachmentFrom(`https://files.example/${'é'.repeat(300)}.txt`);
  expect([...filename]).toHaveLength(255);
});
