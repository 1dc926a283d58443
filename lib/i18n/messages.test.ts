import { describe, expect, it } from 'vitest';
import { statusOfCode } from '../platform/errors';
import { loadMessages } from './load-messages';

type Tree = { [key: string]: string | Tree };

/** `common.time.now` → sentence, for every sentence. */
function flatten(tree: Tree, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') all.set(here, value);
    else for (const [inner, sentence] of flatten(value, here)) all.set(inner, sentence);
  }
  return all;
}

/** The arguments and tags of an ICU message: `{count, plural, …}` counts as `{count}`; a branch of one word, `{You}`, does not. */
function placeholders(sentence: string): string[] {
  const names = [...sentence.matchAll(/\{\s*([a-z]\w*)\s*[,}]|<\/?([a-z]\w*)>/g)];
  return [...new Set(names.map((match) => match[1] ?? `<${match[2]}>`))].sort();
}

const es = flatten((await loadMessages('es')) as Tree);
const en = flatten((await loadMessages('en')) as Tree);

describe('the messages', () => {
  it('have the same keys in Spanish and English', () => {
    expect([...en.keys()].sort()).toEqual([...es.keys()].sort());
  });

  it('have the same placeholders in both languages', () => {
    for (const [key, sentence] of es)
      expect({ key, names: placeholders(en.get(key) ?? '') }).toEqual({ key, names: placeholders(sentence) });
  });

  it('leave nothing blank', () => {
    for (const [key, sentence] of [...es, ...en]) expect(sentence.trim(), key).not.toBe('');
  });

  it('have a sentence for every code of the API', () => {
    for (const code of Object.keys(statusOfCode)) expect([...es.keys()]).toContain(`errors.${code}`);
  });

  it("say the documents' own words", () => {
    expect(es.get('errors.TITLE_REQUIRED')).toBe('El título es requerido');
    expect(es.get('errors.DESCRIPTION_REQUIRED')).toBe('La descripción es requerida');
    expect(es.get('errors.PRIORITY_REQUIRED')).toBe('La prioridad es requerida');
    expect(es.get('errors.INVALID_PRIORITY')).toBe('Nivel de prioridad inválido');
    expect(es.get('errors.CATEGORY_REQUIRED')).toBe('La categoría es requerida');
    expect(es.get('errors.INVALID_CATEGORY')).toBe('Categoría inválida');
  });
});
