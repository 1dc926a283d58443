import type { Page } from '@playwright/test';
import { readFreshWords } from '@/lib/search/jobs';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { fileTicket } from '../support/tickets';

/** A word of letters alone that no other test has. */
const newWord = (start: string) =>
  start +
  [...crypto.randomUUID()]
    .map((sign) => 'bcdfghjklmnpqrst'[Number.parseInt(sign, 16)] ?? '')
    .join('')
    .slice(0, 7);

const box = (page: Page) => page.getByRole('combobox', { name: 'Buscar en la cola' }).filter({ visible: true });
const rows = (page: Page) => page.locator('[data-list] a[data-row]');

test('searches with operators that are offered while typing, by the keyboard alone', async ({
  asAgent: page,
  api,
  client,
  axe,
}) => {
  const word = newWord('gran');
  await fileTicket(api.client, { title: `${word} urge`, priority: 'urgent' });
  await fileTicket(api.client, { title: `${word} espera`, priority: 'low' });
  await page.goto('/desk?queue=all');
  await expect(box(page)).toBeVisible();
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(`${word} prio`);
  await expect(page.getByRole('option', { name: 'prioridad:' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(box(page)).toHaveValue(`${word} prioridad:`);
  await expect(page.getByRole('option', { name: 'prioridad:urgente' })).toBeVisible();
  await axe(page);
  await page.keyboard.type('urg');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue(`${word} prioridad:urgente `);
  await page.keyboard.type(`cliente:${client.email.slice(0, -4)}`);
  await page.getByRole('option', { name: client.email }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveText([`${word} urge`]);
  await expect(page).toHaveURL(new RegExp(`q=${word}\\+prioridad%3Aurgente\\+cliente%3A`));
  await expect(rows(page).locator('mark')).toHaveText([word]);
  await page.getByRole('link', { name: 'Quitar el filtro prioridad:urgente' }).click();
  await expect(rows(page)).toHaveCount(2);
});

test('says which word it does not understand, and forgives typos', async ({ asAgent: page, api, axe }) => {
  const word = newWord('mel');
  await fileTicket(api.client, { title: 'Sin la palabra', description: `Mira el ${word} de ayer` });
  await readFreshWords();
  const typo = `${word.slice(0, 4)}w${word.slice(4)}`;
  await page.goto(`/desk?queue=all&q=${typo}+nope:1`);
  await expect(rows(page)).toHaveText(['Sin la palabra']);
  await expect(page.locator('[data-match] mark')).toHaveText([word]);
  await expect(page.getByText(`No conocemos «nope:1», y no lo tuvimos en cuenta.`)).toBeVisible();
  await expect(page.getByText(`Mostrando también «${word}».`)).toBeVisible();
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);
  await page.getByRole('link', { name: `Buscar solo «${typo}»` }).click();
  await expect(rows(page)).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Quitar búsqueda' }).last()).toBeVisible();
});

test('keeps recent searches for whoever made them, until they are cleared', async ({ asAgent: page }) => {
  const word = newWord('rec');
  await page.goto('/desk?queue=all');
  await box(page).fill(word);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`q=${word}`));
  await box(page).fill('');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: word })).toBeVisible();
  await page.getByRole('option', { name: 'Borrar búsquedas recientes' }).click();
  await expect(page.getByRole('option', { name: word })).toHaveCount(0);
});

/** Somebody with two views of two tickets that have a word, the rail of their page, and its lines. */
async function openTwoViews(page: Page, { client, agent }: { client: Api; agent: Api }) {
  const word = newWord('vis');
  await fileTicket(client, { title: `${word} uno` });
  await fileTicket(client, { title: `${word} dos`, priority: 'urgent' });
  for (const name of ['Una', 'Otra']) await agent.post('/v2/views', { name: `${name} ${word}`, query: word });
  await page.goto('/desk?queue=all');
  const rail = page.getByRole('navigation', { name: 'Colas y cuenta' });
  return { word, rail, line: (name: string) => rail.getByRole('link', { name: new RegExp(`^${name} ${word}`) }) };
}

test('a search becomes a view, and is shared with the others', async ({
  asAgent: page,
  api,
  pageOf,
  makePerson,
  axe,
}) => {
  const word = newWord('vis');
  await fileTicket(api.client, { title: `${word} uno` });
  await page.goto(`/desk?queue=all&q=${word}`);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Guardar como vista' }).click();
  const dialog = page.getByRole('dialog', { name: 'Guardar como vista' });
  await expect(dialog.getByLabel('Búsqueda')).toHaveValue(word);
  await dialog.getByLabel('Nombre').fill(`Mía ${word}`);
  await axe(page);
  await dialog.getByRole('button', { name: 'Guardar vista' }).click();
  const rail = page.getByRole('navigation', { name: 'Colas y cuenta' });
  const line = rail.getByRole('link', { name: new RegExp(`^Mía ${word}`) });
  await expect(line).toHaveAttribute('aria-current', 'page');
  await expect(line).toContainText('1');
  await expect(page.getByRole('heading', { name: `Mía ${word}` })).toBeVisible();
  await rail.getByRole('button', { name: `Acciones de la vista Mía ${word}` }).click();
  await page.getByRole('menuitem', { name: 'Compartir con el equipo' }).click();
  await expect(page.getByText(`Todo el equipo ve ahora «Mía ${word}»`)).toBeVisible();
  const other = await pageOf(await makePerson('agent'));
  await other.goto('/desk');
  await expect(other.getByRole('link', { name: new RegExp(`^Mía ${word}`) })).toBeVisible();
});

test('views are put in order by the keyboard, and from their menu', async ({ asAgent: page, api }) => {
  const { word, rail } = await openTwoViews(page, api);
  const names = rail.getByRole('link', { name: new RegExp(word) });
  const [una, otra] = [new RegExp(`^Una ${word}`), new RegExp(`^Otra ${word}`)];
  await expect(names).toHaveText([una, otra]);
  const handle = rail.getByRole('button', { name: `Mover la vista Otra ${word}` });
  await handle.focus();
  await page.keyboard.press('Space');
  await expect(handle).toHaveAttribute('aria-pressed', 'true');
  // It stands over itself first; a key before that moves nothing.
  const over = await page.getByText(new RegExp(`^Otra ${word}: lugar \\d+ de \\d+\\.$`)).textContent();
  const place = Number(/lugar (\d+)/.exec(over ?? '')?.[1]);
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText(new RegExp(`^Otra ${word}: lugar ${place - 1} de \\d+\\.$`))).toBeAttached();
  await page.keyboard.press('Space');
  await expect(names).toHaveText([otra, una]);
  await rail.getByRole('button', { name: `Acciones de la vista Otra ${word}` }).click();
  await page.getByRole('menuitem', { name: 'Bajar' }).click();
  await expect(names).toHaveText([una, otra]);
  await page.reload();
  await expect(names).toHaveText([una, otra]);
});

test('a view takes what was added to it, is deleted and brought back', async ({ asAgent: page, api, axe }) => {
  const { word, rail, line } = await openTwoViews(page, api);
  await line('Una').click();
  await expect(rows(page)).toHaveCount(2);
  await box(page).fill('prioridad:urgente');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveText([`${word} dos`]);
  await page.getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(line('Una')).toContainText('1');
  await expect(box(page)).toHaveValue('');
  await expect(rows(page)).toHaveText([`${word} dos`]);
  await rail.getByRole('button', { name: `Acciones de la vista Una ${word}` }).click();
  await page.getByRole('menuitem', { name: 'Borrar vista' }).click();
  await expect(line('Una')).toHaveCount(0);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(line('Una')).toContainText('1');
  await axe(page);
});

test('the filters write into the box, on a phone too', async ({ pageOf, agent, api, axe }) => {
  const word = newWord('fil');
  await fileTicket(api.client, { title: `${word} uno`, priority: 'urgent' });
  await fileTicket(api.client, { title: `${word} dos`, priority: 'low' });
  const page = await pageOf(agent, { viewport: { width: 360, height: 720 } });
  await page.goto(`/desk?queue=all&q=${word}`);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Filtrar' }).click();
  await page.getByRole('checkbox', { name: 'Urgente' }).check();
  await page.getByRole('button', { name: 'Aplicar filtros' }).click();
  await expect(box(page)).toHaveValue(`${word} prioridad:urgente`);
  await expect(rows(page)).toHaveText([`${word} uno`]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await axe(page);
  await box(page).fill(`${word} est`);
  await page.getByRole('option', { name: 'estado:' }).click();
  await expect(box(page)).toHaveValue(`${word} estado:`);
});
