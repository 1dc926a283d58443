// Longer than most: what the desk puts in order, each from the first key to what the API says of it after.
import type { Page } from '@playwright/test';
import { toPublicId } from '@/lib/platform/ids';
import type { TeamObject } from '@/lib/teams/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { assignMany, open, picker, rows } from '../support/desk-page';
import { change, fileTicket, readTicket, reply } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 }, timezoneId: 'America/Bogota' });
test.describe.configure({ timeout: 60_000 });

const bar = (page: Page) => page.getByRole('region', { name: 'Tickets seleccionados' });
const toast = (page: Page) => page.getByRole('region', { name: 'Avisos' });
const newName = () => `Equipo ${crypto.randomUUID().slice(0, 8)}`;

async function makeTeam(admin: Api, fields: object): Promise<TeamObject> {
  const made = await admin.post<{ data: TeamObject }>('/v2/teams', { name: newName(), ...fields });
  return made.body.data;
}

/** The desk, once it hears keys. */
async function openDesk(page: Page, query: string): Promise<void> {
  await page.goto(`/desk?${query}`);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('button', { name: 'Seleccionar tickets' }).click();
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
}

/** Selects what the list shows, by keyboard. */
async function selectAll(page: Page, count: number): Promise<void> {
  await rows(page).first().getByRole('link').focus();
  await page.keyboard.press('Control+A');
  await expect(bar(page)).toContainText(`${count} seleccionados`);
}

test('by keyboard a ticket goes to a team and to whose turn it is, and back', async ({
  api,
  makePerson,
  asAgent: page,
  axe,
}) => {
  const member = await makePerson('agent', { name: 'Turno Primero' });
  const team = await makeTeam(api.admin, { members: [toPublicId('agent', member.userId)], rotating: true });
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number, 'queue=all');
  await page.keyboard.press('a');
  const find = page.getByPlaceholder('Buscar persona o equipo');
  await expect(find).toBeFocused();
  await find.fill(member.name);
  await expect(page.getByRole('option', { name: member.name })).toContainText('sin tickets');
  await find.fill('');
  await axe(page, 'both');
  await find.fill(team.name);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(toast(page)).toContainText(`#${ticket.number} pasó al equipo ${team.name}`);
  await expect(picker(page, 'Asignado')).toContainText('Turno Primero');
  await expect(
    page
      .getByText(`pasaste el ticket al equipo ${team.name}`, { exact: false })
      .or(page.getByText(`Pasaste el ticket al equipo ${team.name}`)),
  ).toBeVisible();
  expect((await readTicket(api.client, ticket)).assignedTo).toBe(toPublicId('agent', member.userId));
  await toast(page).getByRole('button', { name: 'Deshacer' }).click();
  await expect(picker(page, 'Asignado')).toContainText('Sin asignar');
  expect((await readTicket(api.client, ticket)).assignedTo).toBeNull();
});

test('who is away is told where one assigns, and says so in their own menu', async ({
  agent,
  asAgent: page,
  pageOf,
  makePerson,
  api,
  axe,
}) => {
  await page.goto('/desk?queue=all');
  await page.getByRole('button', { name: /^Cuenta de/ }).click();
  await page.getByRole('menuitemradio', { name: 'Ausente' }).click();
  await expect(toast(page)).toContainText('Ausente');
  await expect(page.getByRole('button', { name: /^Cuenta de/ })).toContainText('Ausente');
  await page.reload();
  await expect(page.getByRole('button', { name: /^Cuenta de/ })).toContainText('Ausente');
  await axe(page, 'both');
  const other = await pageOf(await makePerson('agent'));
  const ticket = await fileTicket(api.client);
  await open(other, ticket.number, 'queue=all');
  await picker(other, 'Asignado').click();
  await other.getByPlaceholder('Buscar persona o equipo').fill(agent.name);
  await expect(other.getByRole('option', { name: new RegExp(agent.name) })).toContainText('Ausente');
});

test('a snoozed ticket leaves the active queues until the client writes', async ({ api, asAgent: page, axe }) => {
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { assignedTo: 'me' });
  await open(page, ticket.number);
  await page.keyboard.press('z');
  const dialog = page.getByRole('dialog', { name: 'Posponer' });
  await expect(dialog.getByRole('button', { name: /Mañana/ })).toContainText(/mañana, 9:00/);
  await axe(page, 'both');
  await dialog.getByRole('button', { name: /Mañana/ }).click();
  await expect(dialog).toBeHidden();
  await expect(toast(page)).toContainText(`#${ticket.number} vuelve mañana, 9:00`);
  await expect(page.locator('[data-ticket]').getByText('hasta mañana, 9:00')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await toast(page).getByRole('button', { name: 'Deshacer' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator('[data-ticket]').getByText('hasta mañana')).toBeHidden();
  // By any time, in the reader's own clock.
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Posponer…' }).click();
  await dialog.getByLabel('Otro día y hora').fill('2020-01-01T09:00');
  await dialog.getByRole('button', { name: 'Posponer', exact: true }).click();
  await expect(dialog.getByText('Elige un momento que esté por llegar.')).toBeVisible();
  await dialog.getByLabel('Otro día y hora').fill('2090-01-18T09:00');
  await expect(dialog.getByText(/Vuelve 18 ene 2090, 9:00/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Posponer', exact: true }).click();
  await expect(page.locator('[data-ticket]').getByText(/hasta 18 ene 2090, 9:00/)).toBeVisible();
  await reply(api.client, ticket, 'Sigo aquí.');
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator('[data-ticket]').getByText(/hasta/)).toBeHidden();
});

test('rows are selected by keyboard, a range of them with shift, and changed at once', async ({
  api,
  client,
  agent,
  asAgent: page,
  axe,
}) => {
  await assignMany(client, agent, 6);
  await openDesk(page, 'queue=mine');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(bar(page)).toContainText('1 seleccionado');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(bar(page)).toContainText('3 seleccionados');
  await axe(page, 'both');
  await bar(page).getByRole('button', { name: 'Más cambios' }).click();
  await page.getByRole('menuitem', { name: 'Urgente' }).click();
  await expect(toast(page)).toContainText('Cambiaron 3 tickets.');
  await expect(bar(page)).toBeHidden();
  const urgent = async () =>
    (await api.agent.get<{ data: unknown[] }>('/v2/support-tickets?assignedTo=me&priority=urgent')).body.data.length;
  expect(await urgent()).toBe(3);
  await toast(page).getByRole('button', { name: 'Deshacer' }).click();
  // In passing, or by its card where that took longer; it does not leave with the toast that offered the undo.
  const back = page.getByText('3 tickets volvieron a como estaban.');
  await expect(back).toBeVisible();
  await page.waitForTimeout(700);
  await expect(back).toBeVisible();
  expect(await urgent()).toBe(0);
  await selectAll(page, 6);
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
});

test('what cannot be changed is told, with why and the way to it', async ({ api, client, agent, asAgent: page }) => {
  await assignMany(client, agent, 2);
  const closed = await fileTicket(api.client, { title: 'Ya cerrado' });
  await change(api.agent, closed, { assignedTo: 'me' });
  await openDesk(page, 'queue=all&q=assigned:me');
  await selectAll(page, 3);
  await change(api.agent, closed, { status: 'closed' });
  await bar(page).getByRole('button', { name: 'Estado' }).click();
  await page.getByRole('menuitem', { name: 'Pendiente' }).click();
  const job = page.getByRole('list', { name: 'Cambios en curso' });
  await expect(job).toContainText('Cambiaron 2 tickets. 1 no se pudo.');
  await job.getByRole('button', { name: 'Ver cuáles' }).click();
  const dialog = page.getByRole('dialog', { name: 'No se pudieron cambiar' });
  await expect(dialog).toContainText('Este ticket está cerrado');
  await dialog.getByRole('link', { name: `#${closed.number}` }).click();
  await expect(page.locator('[data-ticket]')).toContainText('Ya cerrado');
});

test('everything that matches is changed with progress that a reload does not lose, and undone', async ({
  api,
  client,
  agent,
  asAgent: page,
  axe,
}) => {
  // More than the list reads at once, and more than are done at once.
  await assignMany(client, agent, 90);
  await openDesk(page, 'queue=mine');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await bar(page)
    .getByRole('button', { name: /^Seleccionar los 90 que coinciden/ })
    .click();
  await expect(bar(page)).toContainText('Los 90 que coinciden');
  await bar(page).getByRole('button', { name: 'Estado' }).click();
  await page.getByRole('menuitem', { name: 'Pendiente' }).click();
  const job = page.getByRole('list', { name: 'Cambios en curso' });
  await expect(job.getByRole('progressbar').or(job.getByText('Cambiaron 90 tickets.'))).toBeVisible();
  await page.reload();
  await expect(job).toContainText('Cambiaron 90 tickets.', { timeout: 60_000 });
  await axe(page, 'both');
  const pending = async () =>
    (await api.agent.get<{ data: unknown[] }>('/v2/support-tickets?assignedTo=me&status=open&limit=1')).body.data
      .length;
  expect(await pending()).toBe(0);
  await job.getByRole('button', { name: 'Deshacer' }).click();
  await expect(job).toContainText('90 tickets volvieron a como estaban.', { timeout: 60_000 });
  expect(await pending()).toBe(1);
  await job.getByRole('button', { name: 'Cerrar aviso' }).click();
  await expect(job).toBeHidden();
});

test('several are resolved with one sentence, tagged, snoozed and assigned', async ({
  api,
  client,
  agent,
  asAgent: page,
  axe,
}) => {
  await assignMany(client, agent, 2);
  await openDesk(page, 'queue=all&q=assigned:me');
  const all = () => selectAll(page, 2);
  const found = async (query: string) =>
    (await api.agent.get<{ data: unknown[] }>(`/v2/support-tickets?assignedTo=me&${query}`)).body.data.length;
  await all();
  await bar(page).getByRole('button', { name: 'Más cambios' }).click();
  await page.getByRole('menuitem', { name: 'Etiquetas…' }).click();
  await page.getByRole('textbox', { name: 'Añadir' }).fill('lote');
  await axe(page, 'both');
  await page.getByRole('button', { name: 'Cambiar etiquetas' }).click();
  await expect.poll(() => found('tag=lote')).toBe(2);
  await all();
  await bar(page).getByRole('button', { name: 'Más cambios' }).click();
  await page.getByRole('menuitem', { name: 'Posponer…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Mañana/ })
    .click();
  await expect(rows(page).first()).toContainText('hasta mañana, 9:00');
  await all();
  await bar(page).getByRole('button', { name: 'Estado' }).click();
  await page.getByRole('menuitem', { name: 'Resuelto' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolver los seleccionados' });
  await dialog.getByRole('button', { name: 'Resolver' }).click();
  await expect(dialog.getByText('Cuenta en una frase cómo se resolvió.')).toBeVisible();
  await dialog.getByRole('textbox').fill('Ya funciona para todos.');
  await dialog.getByRole('button', { name: 'Resolver' }).click();
  await expect.poll(() => found('status=resolved')).toBe(2);
});

test('an admin makes a team, changes who is in it, and deletes it', async ({
  api,
  agent,
  asAdmin: page,
  asAgent,
  axe,
  makePerson,
}) => {
  // It looks at a whole page and a dialog in both themes, and makes more people than are drawn at once.
  test.setTimeout(120_000);
  await Promise.all(Array.from({ length: 55 }, () => makePerson('agent')));
  expect((await asAgent.goto('/settings/teams'))?.status()).toBe(404);
  const name = newName();
  await page.goto('/settings/teams');
  await page.getByRole('button', { name: 'Crear equipo' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Crear equipo' }).click();
  await expect(dialog.getByLabel('Nombre')).toBeFocused();
  await dialog.getByLabel('Nombre').fill(name);
  const members = dialog.getByRole('group', { name: /^Miembros/ });
  const theirs = members.getByRole('checkbox', { name: agent.name });
  const find = members.getByRole('searchbox', { name: 'Buscar persona' });
  await expect(members.getByRole('checkbox')).toHaveCount(50);
  await expect(members).toContainText(/Y \d+ más\. Escribe un nombre/);
  await find.fill('zzz');
  await expect(members).toContainText('Nadie con ese nombre');
  await find.fill(agent.name);
  await find.press('Enter');
  await find.press('Tab');
  await expect(theirs).toBeFocused();
  await page.keyboard.press('Space');
  // Whoever is in it stands first once all are shown again.
  await find.fill('');
  await expect(members.getByRole('checkbox').first()).toBeChecked();
  await expect(members.getByRole('checkbox')).toHaveCount(51);
  await expect(theirs).toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Repartir por turnos' }).check();
  await axe(page, 'both');
  await dialog.getByRole('button', { name: 'Crear equipo' }).click();
  await expect(toast(page)).toContainText(`${name} está listo`);
  const row = page
    .getByRole('list', { name: 'Equipos', exact: true })
    .getByRole('listitem')
    .filter({ hasText: name })
    .first();
  await expect(row).toContainText('Por turnos');
  await expect(row).toContainText('1 miembro');
  const { body } = await api.admin.get<{ data: TeamObject[] }>('/v2/teams');
  expect(body.data.find((team) => team.name === name)).toMatchObject({
    members: [toPublicId('agent', agent.userId)],
    rotating: true,
  });
  await row.getByRole('button', { name: `Acciones de ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Cambiar equipo' }).click();
  await expect(members.getByRole('checkbox').first()).toBeChecked();
  await theirs.uncheck();
  await dialog.getByRole('button', { name: 'Guardar equipo' }).click();
  await expect(row).toContainText('Sin miembros');
  await page.getByRole('searchbox', { name: 'Buscar en la lista de personas' }).fill(agent.name);
  await page.getByRole('button', { name: `Cambiar capacidad de ${agent.name}` }).click();
  await dialog.getByLabel('Tickets activos por turnos').fill('x');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await expect(dialog.getByText('La capacidad debe ser un número entre 0 y 10 000').first()).toBeVisible();
  await dialog.getByLabel('Tickets activos por turnos').fill('7');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('row').filter({ hasText: agent.name })).toContainText('0 de 7');
  await axe(page, 'both');
  await row.getByRole('button', { name: `Acciones de ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Eliminar equipo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Eliminar equipo' }).click();
  await expect(row).toBeHidden();
});
