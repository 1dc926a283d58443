import { expect, test } from 'vitest';
import { rehypeMark } from './rehype-mark';

const text = (value: string) => ({ type: 'text', value });
const element = (tagName: string, ...children: { type: string }[]) => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});

test('words are marked wherever they stand, the longer first, but not in code and links', () => {
  const tree = {
    type: 'root',
    children: [
      element('p', text('@Ana y @Ana Ruiz'), element('em', text('(@Ana)'))),
      element('code', text('@Ana')),
      element('a', text('@Ana')),
    ],
  };
  rehypeMark(['@Ana', '@Ana Ruiz'])(tree);
  const mark = (word: string) => element('mark', text(word));
  expect(tree.children).toEqual([
    element('p', mark('@Ana'), text(' y '), mark('@Ana Ruiz'), element('em', text('('), mark('@Ana'), text(')'))),
    element('code', text('@Ana')),
    element('a', text('@Ana')),
  ]);
});

test('a text of nothing but names is marked in a moment', () => {
  const names = Array.from({ length: 40_000 }, (_, index) => `@${index}`);
  const tree = { type: 'root', children: [text(names.join(' '))] };
  rehypeMark(names)(tree);
  const { children } = tree as { children: { type: string }[] };
  expect(children.filter(({ type }) => type === 'element')).toHaveLength(names.length);
});
