import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
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

const root = path.resolve(import.meta.dirname, '../..');

/** The file that `from` means by an import; undefined of a package. */
function fileOf(from: string, name: string): string | undefined {
  const base = name.startsWith('@/') ? path.join(root, name.slice(2)) : path.join(path.dirname(from), name);
  if (!/^(@\/|\.)/.test(name)) return undefined;
  return ['.tsx', '.ts', '/index.tsx', '/index.ts'].map((end) => base + end).find((file) => existsSync(file));
}

/** Which namespaces are asked for by what these files bring to the browser, each with a file that asks. */
function askedInBrowser(files: string[]): Map<string, string> {
  const asked = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (file: string, fromBrowser: boolean) => {
    const source = readFileSync(file, 'utf8');
    const isInBrowser = fromBrowser || /^(?:\s*\/\/.*\n)*'use client'/.test(source);
    const key = `${isInBrowser} ${file}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (isInBrowser)
      for (const [, namespace = ''] of source.matchAll(/useTranslations\('(\w+)/g)) asked.set(namespace, file);
    const imports = source.matchAll(/(?:^|\n)(?:import|export) (?!type )[^;]*?from '([^']+)'|\bimport\('([^']+)'\)/g);
    for (const [, named, loaded] of imports) {
      const next = fileOf(file, named ?? loaded ?? '');
      if (next) visit(next, isInBrowser);
    }
  };
  for (const file of files) visit(file, false);
  return asked;
}

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

  it('of an area are all that its pages, and what they are made of, ask for in the browser', async () => {
    const everywhere = Object.keys(await import('./areas/everywhere.es'));
    for (const area of ['auth', 'desk', 'portal', 'settings']) {
      const known = [...everywhere, ...Object.keys(await import(`./areas/${area}.es.ts`))];
      const folder = path.join(root, `app/(${area})`);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /(?<!test)\.tsx?$/.test(name),
      );
      const asked = askedInBrowser(files.map((name) => path.join(folder, name)));
      // That it looks into components too.
      expect(
        [...asked.values()].some((file) => file.includes('/components/')),
        area,
      ).toBe(true);
      for (const [namespace, file] of asked)
        expect({ area, namespace, file, isKnown: known.includes(namespace) }).toMatchObject({ isKnown: true });
    }
    // What stands outside of all areas: errors, pages that are not there, the reference of the API.
    const outside = readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.tsx') && !name.startsWith('('),
    );
    for (const [namespace, file] of askedInBrowser(outside.map((name) => path.join(root, 'app', name))))
      expect({ namespace, file, isKnown: everywhere.includes(namespace) }).toMatchObject({ isKnown: true });
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
