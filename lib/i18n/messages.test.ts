import { readdirSync, readFileSync } from 'node:fs';
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

  it('are the same namespaces in both languages of each area', async () => {
    const files = readdirSync(new URL('./areas', import.meta.url)).filter((name) => name.endsWith('.ts'));
    const areas = files.filter((name) => name.endsWith('.es.ts')).map((name) => name.replace('.es.ts', ''));
    expect(areas).toContain('desk');
    expect(files).toHaveLength(areas.length * 2);
    for (const area of areas) {
      const spanish: object = await import(`./areas/${area}.es.ts`);
      const english: object = await import(`./areas/${area}.en.ts`);
      expect({ area, namespaces: Object.keys(english) }).toEqual({ area, namespaces: Object.keys(spanish) });
    }
  });

  it('of an area are all that its pages ask for', async () => {
    const everywhere = Object.keys(await import('./areas/everywhere.es'));
    for (const area of ['auth', 'desk', 'portal', 'settings']) {
      const known = [...everywhere, ...Object.keys(await import(`./areas/${area}.es.ts`))];
      const folder = new URL(`../../app/(${area})/`, import.meta.url);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
      expect(files).not.toEqual([]);
      for (const file of files) {
        const source = readFileSync(new URL(file, folder), 'utf8');
        if (!source.startsWith("'use client'")) continue;
        for (const [, namespace] of source.matchAll(/useTranslations\('(\w+)/g))
          expect({ file, known }).toEqual({ file, known: expect.arrayContaining([namespace]) });
      }
    }
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
