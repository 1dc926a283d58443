import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { documentedReply, documentedRequest, documentedTicket } from './documented';

function seed(name: string): string {
  return readFileSync(new URL(`../../../docs/seeds/${name}.es.md`, import.meta.url), 'utf8');
}

function jsonBlock(markdown: string): unknown {
  return JSON.parse(/```json\n(.*?)```/s.exec(markdown)?.[1] ?? '');
}

test('the examples are the documents’, key by key in their order', () => {
  const creation = seed('create-a-support-ticket');
  const [, literal = ''] = /\n {2}data: (\{.*?\n {2}\})\n\};/s.exec(creation) ?? [];
  const request: unknown = vm.runInNewContext(`(${literal})`);
  expect(JSON.stringify(documentedRequest)).toBe(JSON.stringify(request));
  expect(JSON.stringify(documentedReply)).toBe(JSON.stringify(jsonBlock(creation)));
  expect(JSON.stringify(documentedTicket)).toBe(JSON.stringify(jsonBlock(seed('the-support-ticket-object'))));
});
