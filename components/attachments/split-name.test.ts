import { describe, expect, it } from 'vitest';
import { splitName } from './split-name';

describe('a long name', () => {
  it.each([
    ['registro.txt', 'registro.txt', ''],
    ['captura-de-pantalla-2026-11-21.png', 'captura-de-pantalla-2026-', '11-21.png'],
    ['una-palabra-sin-extension', 'una-palabra-sin-exte', 'nsion'],
    ['nombre.con-una-extension-imposible', 'nombre.con-una-extension-impo', 'sible'],
    ['.un-archivo-oculto-de-verdad', '.un-archivo-oculto-de-v', 'erdad'],
    ['a'.repeat(200), 'a'.repeat(195), 'aaaaa'],
  ])('%s keeps its end', (name, start, end) => expect(splitName(name)).toEqual([start, end]));

  it('is never cut between a letter and its marks, nor in the middle of a pair', () => {
    const name = `${'é'.normalize('NFD').repeat(20)}${'🧵'.repeat(6)}.pdf`;
    const [start, end] = splitName(name);
    expect(start + end).toBe(name);
    expect([...start].at(-1)).toMatch(/\p{M}|🧵/u);
    expect(end).toBe(`${'🧵'.repeat(5)}.pdf`);
  });
});
