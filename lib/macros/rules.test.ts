import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { describe, expect, test } from 'vitest';
import { changeOfMacro, hasActions, leftVariables, macroValues, renderMacro } from './rules';

const html = (text: string) =>
  renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm] }, text)).replaceAll('\u2060', '');

/** What a reader sees of a text, and with which marks. */
const seen = (text: string) => {
  const shown = html(text);
  const plain = shown
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
  return { plain, tags: [...new Set([...shown.matchAll(/<(\w+)/g)].map(([, tag]) => tag))] };
};

const scene = (client: { name: string; email?: string }, fields = {}) =>
  macroValues({
    client: { email: 'laura@example.com', ...client },
    ticket: { number: 1042, title: 'Error 401' },
    agent: { name: 'Nuria Campos' },
    desk: 'Cotejo',
    today: '21 de noviembre de 2026',
    fields,
  });

const render = (body: string, name: string, fields = {}) => renderMacro(body, scene({ name }, fields));

test('every variable stands for its value', () => {
  const body =
    '{{client.name}}|{{client.first_name}}|{{client.email}}|{{ticket.number}}|{{ticket.title}}|{{agent.name}}|{{agent.first_name}}|{{ desk.name }}|{{today}}|{{field.plan}}|{{field.seats}}';
  expect(render(body, 'Laura Gómez', { plan: 'Empresa', seats: 12 })).toEqual({
    text: 'Laura Gómez|Laura|laura@example.com|1042|Error 401|Nuria Campos|Nuria|Cotejo|21 de noviembre de 2026|Empresa|12',
    left: [],
  });
});

test('what is unknown or empty stands as it was, and is named once', () => {
  const body = 'Hola, {{client.nmae}}: {{field.plan}} {{ field.plan }} {{client.name}} {{toString}} {{__proto__}}';
  expect(render(body, '  ', { plan: '' })).toEqual({
    text: body,
    left: ['client.nmae', 'field.plan', 'client.name', 'toString', '__proto__'],
  });
});

test('left variables are found in a text as they were written', () => {
  expect(leftVariables('Hola {{client.name}}, {{ x }} y {{client.name}}; {no} {{}} {{a\nb}}')).toEqual([
    '{{client.name}}',
    '{{ x }}',
  ]);
  expect(leftVariables('Nada que decir')).toEqual([]);
});

describe('a value is text and nothing else', () => {
  const hostile = [
    '[x](javascript:alert(1))',
    '![x](https://evil.example/x.png)',
    '# **x**',
    '<img src=x onerror=alert(1)>',
    '<https://evil.example>',
    'https://evil.example/login',
    'Laura www.evil.example',
    'a\n\n# Título\n- uno',
    '- uno',
    '1. uno',
    '=====',
    '---',
    '+++',
    '> cita',
    '`código`',
    '```',
    '~~x~~ ~x~',
    '| a | b |',
    '&lt;b&gt; &#35; &amp;',
    '[^1]: nota',
    '[ ] tarea',
    '\\*no\\*',
    '__init__ _x_ snake_case',
    '{{agent.name}}',
    '\u202eatnasus',
    'O’Brien & Hijos (S.A.) #1, 50 %',
  ];
  test.each(hostile)('%j, wherever it stands', (name) => {
    const value = name
      .replaceAll(/[\p{Cc}\u202e]+/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
    for (const [body, tags] of [
      ['{{client.name}}', ['p']],
      ['Hola, {{client.name}}:', ['p']],
      ['- {{client.name}}', ['ul', 'li']],
      ['## {{client.name}}', ['h2']],
      ['Hola\n{{client.name}}\nadiós', ['p']],
    ] as const) {
      const { text, left } = render(body, name);
      expect(left).toEqual([]);
      expect(leftVariables(text)).toEqual([]);
      const shown = seen(text);
      expect([body, shown.tags]).toEqual([body, [...tags]]);
      expect(shown.plain).toContain(value);
    }
  });

  test('a text of braces and blanks costs no time', () => {
    // A colleague's macro, or what a client wrote and an agent quotes: read a letter at a time this took minutes.
    for (const text of [
      `{{${' '.repeat(60_000)}`,
      `{{a${' '.repeat(60_000)}}}`,
      `{{${'\n'.repeat(60_000)}}}`,
      '{{ a '.repeat(12_000),
    ]) {
      expect(leftVariables(text)).toEqual([]);
      expect(renderMacro(text, {})).toEqual({ text, left: [] });
    }
  });

  test('any name at all', () => {
    const signs = fc.constantFrom(
      ...'\\`*_{}[]()<>#+-.!|~&:;/"\'=@ \t\nax1wñ🧵'.split(''),
      '://',
      'www.',
      '{{',
      '![',
      '](',
    );
    fc.assert(
      fc.property(
        fc.array(signs, { maxLength: 12 }).map((all) => all.join('')),
        (name) => {
          const value = name.replaceAll(/\s+/g, ' ').trim();
          const { text, left } = render('Hola, {{client.name}}!', name);
          if (value === '') {
            expect(left).toEqual(['client.name']);
            return;
          }
          // An address of mail may become a link to itself, as anywhere.
          const { plain, tags } = seen(text);
          expect(plain.trim()).toBe(`Hola, ${value}!`);
          expect(tags.filter((tag) => tag !== 'a' || !value.includes('@'))).toEqual(['p']);
        },
      ),
      { numRuns: 2000, seed: 4711 },
    );
  });
});

test('in code a value stands as it is, for there nothing is a mark', () => {
  const values = { id: 'acc_x[1]*`2`' };
  expect(render('Use `{{field.id}}` y **{{field.id}}**', 'x', values).text).toBe(
    'Use `acc_x[1]*’2’` y **acc_x\\[1\\]\\*\\`2\\`**',
  );
  expect(render('```\n{{field.id}}\n```\n{{field.id}}', 'x', values).text).toBe(
    '```\nacc_x[1]*’2’\n```\nacc_x\\[1\\]\\*\\`2\\`',
  );
  // One mark alone is no code.
  expect(render('it`s {{field.id}}', 'x', values).text).toBe('it`s acc_x\\[1\\]\\*\\`2\\`');
});

describe('what a macro does', () => {
  test('tags are added and taken away in any case, each once', () => {
    const actions = { addTags: ['API', 'nuevo'], removeTags: ['Viejo', 'nadie'] };
    expect(changeOfMacro(actions, { tags: ['api', 'viejo', 'x'] })).toEqual({ tags: ['api', 'x', 'nuevo'] });
  });

  test('nobody is nobody, and what is not said is not changed', () => {
    expect(changeOfMacro({ assignedTo: 'none' }, { tags: ['a'] })).toEqual({ assignedTo: null });
    expect(changeOfMacro({ assignedTo: 'me', status: 'pending' }, { tags: [] })).toEqual({
      assignedTo: 'me',
      status: 'pending',
    });
    expect(changeOfMacro({}, { tags: ['a'] })).toEqual({});
  });

  test('an empty list does nothing', () => {
    expect([{}, { addTags: [] }, { priority: 'low' as const }].map(hasActions)).toEqual([false, false, true]);
  });
});
