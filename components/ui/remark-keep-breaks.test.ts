import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import { expect, it } from 'vitest';
import { remarkKeepBreaks } from './remark-keep-breaks';

function html(text: string): string {
  return renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkKeepBreaks] }, text));
}

it('keeps a single new line as a break, in a paragraph and in a list', () => {
  expect(html('uno\ndos')).toBe('<p>uno<br/>\ndos</p>');
  expect(html('- uno\n  dos')).toContain('uno<br/>\ndos');
});

it('leaves code as it is', () => {
  expect(html('```\na\nb\n```')).toBe('<pre><code>a\nb\n</code></pre>');
});
