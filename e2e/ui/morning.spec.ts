// Longer than most: it is one morning, and each step stands on the one before.
import type { Locator, Page } from '@playwright/test';
import type { TicketObject } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import { rows } from '../support/desk-page';
import { change, fileTicket, readTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

/** Walks with a key until what is wanted has the focus. */
async function walkTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let step = 0; step < 150; step++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not reach ${wanted}`);
}

test('a morning of ten tickets without a mouse', async ({ api, makePerson, page }) => {
  test.setTimeout(150_000);
  const word = `Mañana${crypto.randomUUID().slice(0, 8)}`;
  const password = 'una clave bastante larga';
  const me = await makePerson('agent', { name: `Nuria Campos ${word.slice(-4)}`, password });
  const colleague = await makePerson('agent', { name: `Hugo Salas ${word.slice(-4)}` });
  const mine = api.as(me);
  const title = (index: number) => `${word} asunto ${index}`;
  const filed: TicketObject[] = [];
  // The tenth first, so that the first stands at the top.
  for (let index = 10; index >= 1; index--) {
    const ticket = await fileTicket(api.client, { title: title(index), priority: 'medium' });
    const isMine = index <= 6 || index >= 9;
    filed[index] = isMine ? await change(mine, ticket, { assignedTo: 'me' }) : ticket;
  }
  const ticket = (index: number): TicketObject => {
    const found = filed[index];
    if (!found) throw new Error(`no ticket ${index}`);
    return found;
  };
  const now = (index: number) => readTicket(mine, ticket(index));
  const saying = async (index: number) => ((await now(index)).threads ?? []).map(({ message }) => message);
  await mine.post('/v2/macros', {
    name: `Pedir registros ${word.slice(-4)}`,
    body: 'Hola, {{client.first_name}}: ¿nos envía los registros del ticket #{{ticket.number}}?',
    actions: { priority: 'high', addTags: ['registros'] },
  });

  await page.addInitScript(() => {
    for (const name of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(name, (event) => {
        if (event.isTrusted) throw new Error('somebody used a mouse');
      });
  });
  const keys = page.keyboard;
  const area = page.locator('textarea[data-composer]');
  const palette = page.getByRole('dialog', { name: 'Buscar y actuar' });

  /** The ticket is open and hears keys. */
  async function isOpen(index: number): Promise<void> {
    await expect(page.getByRole('heading', { level: 2, name: title(index) })).toBeVisible();
    await expect(page.locator('form[data-ready]').first()).toBeAttached();
  }

  /** Goes to a number, as one does who was told it. */
  async function goTo(index: number): Promise<void> {
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await keys.press('#');
    await expect(palette.getByRole('combobox')).toBeFocused();
    await keys.type(String(ticket(index).number));
    await expect(palette.getByRole('option', { name: new RegExp(title(index)) })).toBeVisible();
    await keys.press('Enter');
    await isOpen(index);
  }

  /** Out of the paper, so that single keys act again. */
  async function leavePaper(): Promise<void> {
    await keys.press('Escape');
    await expect(area).not.toBeFocused();
  }

  // She signs in, and her own queue is there.
  await page.goto('/desk');
  await walkTo(page, page.getByRole('textbox', { name: 'Correo electrónico' }));
  await keys.type(me.email);
  await walkTo(page, page.getByLabel('Contraseña', { exact: true }));
  await keys.type(password);
  await keys.press('Enter');
  await expect(page).toHaveURL(/\/desk/, { timeout: 20_000 });
  await expect(rows(page)).toHaveCount(8);

  // 1: down the list, open, and answer with a macro.
  await expect(async () => {
    await keys.press('j');
    await expect(page.locator('a[data-row]:focus')).toContainText(title(1), { timeout: 500 });
  }).toPass();
  await keys.press('o');
  await isOpen(1);
  await keys.press('r');
  await expect(area).toBeFocused();
  await keys.type('/pedir reg');
  await expect(page.getByRole('listbox', { name: 'Macros' }).getByRole('option').first()).toContainText(
    'Pedir registros',
  );
  await keys.press('Enter');
  await expect(area).toHaveValue(new RegExp(`registros del ticket #${ticket(1).number}`));
  await expect.poll(() => now(1)).toMatchObject({ priority: 'high', tags: ['registros'] });
  await keys.press('Control+Enter');
  await expect(area).toHaveValue('');
  await leavePaper();

  // 2: the next, and a note that calls a colleague.
  await keys.press('j');
  await isOpen(2);
  await keys.press('n');
  await expect(area).toBeFocused();
  // By the whole name: whoever else is called Hugo on this desk would stand before him.
  await keys.type(`@${colleague.name}`);
  const called = page.getByRole('option', { name: colleague.name });
  await expect(called).toHaveAttribute('aria-selected', 'true');
  await keys.press('Enter');
  await expect(area).toHaveValue(`@${colleague.name} `);
  await keys.type('¿esto es lo tuyo?');
  await keys.press('Control+Enter');
  await expect(area).toHaveValue('');
  await leavePaper();

  // 3: the next is urgent.
  await keys.press('j');
  await isOpen(3);
  await keys.press('p');
  await expect(page.getByRole('menuitemradio', { name: 'Urgente' })).toBeVisible();
  await keys.press('Home');
  await keys.press('Enter');
  await expect.poll(async () => (await now(3)).priority).toBe('urgent');

  // 4: the next is for somebody else.
  await keys.press('j');
  await isOpen(4);
  await keys.press('a');
  await expect(page.getByPlaceholder('Buscar persona o equipo')).toBeFocused();
  await keys.type(colleague.name);
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option', { name: colleague.name })).toBeVisible();
  await keys.press('Enter');
  await expect.poll(async () => (await now(4)).assignedTo).not.toBe(ticket(4).assignedTo);

  // 5: resolved, with a sentence.
  await goTo(5);
  await keys.press('e');
  const resolve = page.getByRole('dialog', { name: /Resolver/ });
  await expect(resolve.getByRole('textbox')).toBeFocused();
  await keys.type('Era la clave de pruebas.');
  await walkTo(page, resolve.getByRole('button', { name: /^Resolver/ }));
  await keys.press('Enter');
  await expect.poll(() => now(5)).toMatchObject({ status: 'resolved', resolution: 'Era la clave de pruebas.' });

  // 6: later.
  await goTo(6);
  await keys.press('z');
  await walkTo(page, page.locator('[data-first]'));
  await keys.press('Enter');
  await expect.poll(async () => (await rowOf(6)).snoozedUntil).not.toBeNull();

  async function rowOf(index: number): Promise<{ snoozedUntil: string | null; links?: unknown[] }> {
    const answer = await mine.get<{ data: { snoozedUntil: string | null; links?: unknown[] } }>(
      `/v2/desk/tickets/${ticket(index).number}`,
    );
    return answer.body.data;
  }

  // 7: among the unassigned, looked for in the queue, taken.
  await keys.press('g');
  await keys.press('u');
  await expect(page).toHaveURL(/queue=unassigned/);
  await keys.press('/');
  await expect(page.locator('[data-desk-search]:focus')).toBeVisible();
  await keys.type(`"${title(7)}"`);
  await keys.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await keys.press('Escape');
  await expect(page.locator('[data-desk-search]:focus')).toHaveCount(0);
  await goTo(7);
  await keys.press('i');
  await expect.poll(async () => (await now(7)).assignedTo).toBe(ticket(1).assignedTo);

  await expect(page.getByRole('dialog')).toHaveCount(0);

  // 8: found by its words in the palette, and left waiting for the client.
  await keys.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await keys.type(title(8).toLowerCase());
  // The last word may be the beginning of one, of the client's address too: then others stand there as well.
  const wanted = palette.getByRole('option', { name: title(8) });
  await expect(wanted).toBeVisible();
  await expect(async () => {
    if ((await wanted.getAttribute('aria-selected')) !== 'true') await keys.press('ArrowDown');
    await expect(wanted).toHaveAttribute('aria-selected', 'true', { timeout: 300 });
  }).toPass();
  await keys.press('Enter');
  await isOpen(8);
  await keys.press('s');
  await expect(page.getByRole('menuitemradio', { name: /Pendiente/ })).toBeVisible();
  await keys.type('Pend');
  await keys.press('Enter');
  await expect.poll(async () => (await now(8)).status).toBe('pending');

  // 9: sent too soon, and taken back.
  await goTo(9);
  await keys.press('r');
  await expect(area).toBeFocused();
  await keys.type('Esto no debía salir.');
  await keys.press('Control+Enter');
  await expect(area).toHaveValue('');
  await walkTo(page, page.getByRole('button', { name: 'Deshacer' }).first(), 'Shift+Tab');
  await keys.press('Enter');
  await expect(area).toHaveValue('Esto no debía salir.');

  // 10: has to do with the third.
  await expect(async () => {
    await keys.press('Escape');
    await keys.press('#');
    await expect(palette.getByRole('combobox')).toBeFocused({ timeout: 1000 });
  }).toPass();
  await keys.type(String(ticket(10).number));
  await expect(palette.getByRole('option', { name: new RegExp(title(10)) })).toBeVisible();
  await keys.press('Enter');
  await isOpen(10);
  await keys.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await keys.type('vincular');
  await expect(palette.getByRole('option').first()).toContainText('Vincular');
  await keys.press('Enter');
  const link = page.getByRole('dialog').filter({ has: page.getByRole('searchbox') });
  await walkTo(page, link.getByRole('searchbox'));
  await keys.type(String(ticket(3).number));
  const other = link.getByRole('radio', { name: new RegExp(title(3)) });
  await walkTo(page, other);
  await keys.press('Space');
  await expect(other).toBeChecked();
  await keys.press('Enter');
  await expect.poll(async () => JSON.stringify(await rowOf(10))).toContain(`"number":${ticket(3).number}`);

  // What each came to.
  await expect
    .poll(() => saying(1), { timeout: 20_000 })
    .toContainEqual(expect.stringContaining('¿nos envía los registros'));
  expect((await saying(1)).join()).not.toContain('{{');
  expect(await now(2)).toMatchObject({
    threads: expect.arrayContaining([
      expect.objectContaining({ internal: true, message: expect.stringContaining(`@${colleague.name}`) }),
    ]),
  });
  const told = () =>
    api.as(colleague).get<{ data: { kind: string; ticket: { number: number } }[] }>('/v2/notifications');
  await expect
    .poll(async () => (await told()).body.data)
    .toContainEqual(
      expect.objectContaining({ kind: 'mentioned', ticket: expect.objectContaining({ number: ticket(2).number }) }),
    );
  expect(await now(3)).toMatchObject({ priority: 'urgent', assignedTo: ticket(3).assignedTo });
  expect((await now(4)).assignedTo).not.toBeNull();
  expect(await now(5)).toMatchObject({ status: 'resolved', resolution: 'Era la clave de pruebas.' });
  expect((await rowOf(6)).snoozedUntil).not.toBeNull();
  expect((await now(7)).assignedTo).toBe(ticket(1).assignedTo);
  expect((await now(8)).status).toBe('pending');
  expect((await saying(9)).join()).not.toContain('Esto no debía salir');
  expect(await now(10)).toMatchObject({ status: 'open', assignedTo: ticket(1).assignedTo });
});
