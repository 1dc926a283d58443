import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { Markdown } from './markdown';

vi.mock('next-intl', () => ({ useTranslations: () => (key: string) => key }));

const shown = (text: string) =>
  renderToStaticMarkup(createElement(Markdown, { text }))
    .replace(/^<div class="prose">(.*)<\/div>$/s, '$1')
    .replaceAll('&lt;', '‹')
    .replaceAll('&gt;', '›');

test.each([
  ['Falla en <Pago> desde ayer', '<p>Falla en ‹Pago› desde ayer</p>'],
  ['<script>alert(1)</script> y lo que sigue', '<p>‹script›alert(1)‹/script› y lo que sigue</p>'],
  ['<div>\n**no**\n</div>', '<p>‹div›<br/>\n**no**<br/>\n‹/div›</p>'],
  ['> <b>uno</b>', '<blockquote>\n<p>‹b›uno‹/b›</p>\n</blockquote>'],
  ['- <hr>\n- <!-- dos -->', '<ul>\n<li>‹hr›</li>\n<li>‹!-- dos --›</li>\n</ul>'],
])('tags stand as they were written, and do nothing: %j', (text, html) => {
  expect(shown(text)).toBe(html);
});
