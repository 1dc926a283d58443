import type { MacroObject } from '@/lib/macros/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { open } from '../support/desk-page';
import { change, fileTicket, readTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

async function makeMacro(api: Api, fields: object): Promise<MacroObject> {
  const answer = await api.post<{ data: MacroObject }>('/v2/macros', { name: 'Macro', body: '', ...fields });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.data;
}

const macrosOf = async (api: Api) => (await api.get<{ data: MacroObject[] }>('/v2/macros')).body.data;

test('a macro is made with a variable and actions, changed, duplicated, deleted and brought back', async ({
  api,
  agent,
  asAgent: page,
  axe,
}) => {
  await page.goto('/settings/macros');
  await expect(page.getByRole('heading', { name: 'Macros', level: 1 })).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Crear macro' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Crear macro' });
  await dialog.getByRole('button', { name: 'Crear macro' }).click();
  await expect(dialog.getByText('El nombre es requerido').first()).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Nombre' }).fill('Pedir capturas');
  await dialog.getByRole('textbox', { name: 'Texto', exact: true }).fill('Hola, ');
  await dialog.getByRole('button', { name: 'Insertar variable' }).click();
  await page.getByRole('menuitem', { name: /Primer nombre del cliente/ }).click();
  await page.keyboard.type(': {{client.nmae}} **ya**');
  const preview = dialog.getByRole('region', { name: 'Vista previa' });
  await expect(preview).toContainText('Hola, Laura: {{client.nmae}} ya');
  await expect(preview).toContainText('No existe esta variable: client.nmae');
  await dialog.getByRole('combobox', { name: 'Estado' }).selectOption('resolved');
  await dialog.getByRole('button', { name: 'Crear macro' }).click();
  await expect(dialog.getByText('La resolución es requerida').first()).toBeVisible();
  await axe(page);
  await dialog.getByRole('combobox', { name: 'Estado' }).selectOption('pending');
  await dialog.getByRole('combobox', { name: 'Asignar a' }).selectOption('me');
  await dialog.getByRole('textbox', { name: 'Agregar etiquetas' }).fill('registros');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Crear macro' }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('row', { name: /^Pedir capturas/ });
  await expect(row).toContainText('Pendiente');
  expect(await macrosOf(api.agent)).toContainEqual(
    expect.objectContaining({
      name: 'Pedir capturas',
      body: 'Hola, {{client.first_name}}: {{client.nmae}} **ya**',
      actions: { status: 'pending', assignedTo: 'me', addTags: ['registros'] },
      shared: false,
      owner: expect.objectContaining({ name: agent.name }),
    }),
  );
  // Without the toast, which is on its way in.
  await page.reload();
  await axe(page);

  await row.getByRole('button', { name: 'Pedir capturas', exact: true }).click();
  const edit = page.getByRole('dialog', { name: 'Editar macro' });
  await edit.getByRole('checkbox', { name: 'Compartir con todo el equipo' }).check();
  await edit.getByRole('button', { name: 'Guardar macro' }).click();
  await expect(row).toContainText('La hiciste tú');

  await row.getByRole('button', { name: /Acciones/ }).click();
  await page.getByRole('menuitem', { name: 'Duplicar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Crear macro' }).click();
  await expect(page.getByRole('row', { name: /^Copia de Pedir capturas/ })).toBeVisible();

  await row.getByRole('button', { name: /Acciones/ }).click();
  await page.getByRole('menuitem', { name: 'Eliminar' }).click();
  await expect(row).toBeHidden();
  expect((await macrosOf(api.agent)).map(({ name }) => name)).not.toContain('Pedir capturas');
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(row).toBeVisible();

  await page.getByRole('searchbox', { name: 'Buscar macros' }).fill('cópia');
  await expect(row).toBeHidden();
  await page.getByRole('searchbox', { name: 'Buscar macros' }).fill('nada así');
  await expect(page.getByRole('heading', { name: 'Ninguna macro es así' })).toBeVisible();
});

test('somebody else’s shared macro is only to use or to duplicate; the page is for staff', async ({
  api,
  makePerson,
  asAgent: page,
  asClient,
}) => {
  const owner = api.as(await makePerson('agent', { name: 'Hugo Salas' }));
  const name = `De Hugo ${crypto.randomUUID().slice(0, 6)}`;
  await makeMacro(owner, { name, body: 'Hola', shared: true });
  await makeMacro(owner, { name: `${name} privada`, body: 'Hola' });
  await page.goto('/settings/macros?of=shared');
  const row = page.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('De Hugo Salas');
  await row.getByRole('button', { name: /Acciones/ }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Duplicar']);
  expect((await asClient.goto('/settings/macros'))?.status()).toBe(404);
});

test('«/» inserts a macro where the caret is, does what it does, and all of it can be undone', async ({
  api,
  makePerson,
  asAgent: page,
  axe,
}) => {
  const hostile = api.as(await makePerson('client', { name: '[x](javascript:alert(1)) **Laura**' }));
  const ticket = await fileTicket(hostile);
  await change(api.agent, ticket, { tags: ['triage'] });
  const name = `Esperar ${crypto.randomUUID().slice(0, 6)}`;
  await makeMacro(api.agent, {
    name,
    body: 'Hola, {{client.name}}: el ticket #{{ticket.number}}.',
    actions: { status: 'pending', priority: 'low', addTags: ['registros'], removeTags: ['triage'], assignedTo: 'me' },
  });
  await open(page, ticket.number);
  const area = page.locator('textarea[data-composer]');
  await area.click();
  await page.keyboard.type('Buenos días. /espe');
  const list = page.getByRole('listbox', { name: 'Macros' });
  await expect(list.getByRole('option', { name: new RegExp(name) })).toBeVisible();
  await axe(page);
  await page.keyboard.press('Enter');
  await expect(area).toHaveValue(
    `Buenos días. Hola, \\[x\\](javascript:alert(1)) \\*\\*Laura\\*\\*: el ticket #${ticket.number}.`,
  );
  await expect
    .poll(async () => readTicket(api.agent, ticket))
    .toMatchObject({
      status: 'pending',
      priority: 'low',
      tags: ['registros'],
    });
  // One change, and the history knows by what.
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect
    .poll(async () => readTicket(api.agent, ticket))
    .toMatchObject({ status: 'open', priority: 'high', tags: ['triage'], assignedTo: null });
  expect((await macrosOf(api.agent)).find((macro) => macro.name === name)?.uses).toBe(1);
});

test('before a variable without a value is sent, the page asks', async ({ api, asAgent: page, axe }) => {
  const ticket = await fileTicket(api.client);
  const name = `Con hueco ${crypto.randomUUID().slice(0, 6)}`;
  await makeMacro(api.agent, { name, body: 'Su plan es {{field.plan_contratado}}.' });
  await open(page, ticket.number);
  await page.getByRole('button', { name: 'Insertar una macro' }).click();
  await page.getByRole('option', { name: new RegExp(name) }).click();
  const area = page.locator('textarea[data-composer]');
  await expect(area).toHaveValue('Su plan es {{field.plan_contratado}}.');
  await area.press('Control+Enter');
  const ask = page.getByRole('alertdialog', { name: '¿Enviar con variables sin llenar?' });
  await expect(ask).toContainText('{{field.plan_contratado}}');
  await axe(page);
  await ask.getByRole('button', { name: 'Cancelar' }).click();
  await expect(area).toHaveValue('Su plan es {{field.plan_contratado}}.');
  await area.press('Control+Enter');
  await ask.getByRole('button', { name: 'Enviar así' }).click();
  await expect(area).toHaveValue('');
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the page of macros on a phone, ${colorScheme}`, async ({ api, agent, pageOf, axe }) => {
    await makeMacro(api.agent, {
      name: 'P'.repeat(80),
      body: 'x'.repeat(500),
      internal: true,
      actions: { status: 'resolved', resolution: 'Listo.', priority: 'urgent', addTags: ['t'.repeat(50)] },
    });
    const page = await pageOf(agent, { viewport: { width: 320, height: 700 }, colorScheme });
    await page.goto('/settings/macros?of=own');
    await expect(page.getByText('P'.repeat(80))).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await axe(page);
    await page.getByRole('button', { name: 'Crear macro' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await axe(page);
  });
}
