import { expect, test } from 'vitest';
import { plainText } from './plain-text';

test.each([
  ['Hola **Mariana**, ya _está_ `verifications:write`.', 'Hola Mariana, ya está verifications:write.'],
  ['¿Nos confirmas dos cosas?\n\n1. La URL\n2. La zona horaria', '¿Nos confirmas dos cosas? La URL La zona horaria'],
  ['Mira [el registro](https://files.example/a_b.txt) y\n- esto\n- aquello', 'Mira el registro y esto aquello'],
  ['```bash\ncurl https://api.example \\\n```', 'curl https://api.example \\'],
  ['| Verificación | Terminó |\n| --- | --- |\n| `ver_01` | 8:41 |', 'Verificación Terminó ver_01 8:41'],
  ['> cita\n# Título', 'cita Título'],
  ['Cortado en [medio](https://files.exa', 'Cortado en medio'],
])('marks go, words stay: %j', (markdown, words) => {
  expect(plainText(markdown)).toBe(words);
});

test('underscores and stars inside words are the words’ own', () => {
  expect(plainText('req_8Kq2_mVx4 y 2*3*4')).toBe('req_8Kq2_mVx4 y 2*3*4');
});
