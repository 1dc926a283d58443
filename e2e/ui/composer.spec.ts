// Longer than most: each way that a reply can go needs its own pages and people, and they share how a page is driven.
import type { Page } from '@playwright/test';
import type { OutgoingObject } from '@/lib/outbox/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { box, composer, conversation, open, picker, rows, send, sendNow, waiting } from '../support/desk-page';
import { change, fileTicket, readTicket, reply } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });
// Some wait out the ten seconds, in several browsers.
test.describe.configure({ timeout: 120_000 });

const outbox = async (api: Api) => (await api.get<{ data: OutgoingObject[] }>('/v2/outbox')).body.data;
const said = async (api: Api, ticket: { _id: string }) =>
  ((await readTicket(api, ticket)).threads ?? []).filter(({ type }) => type === 'agent').map(({ message }) => message);

async function sendText(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await send(page).click();
  await expect(waiting(page)).toContainText(text.split('*')[0] ?? '');
}

test('a reply waits, and taken back nobody ever sees it', async ({ api, asAgent: page, asClient }) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await sendText(page, 'Esto era para **otro**.');
  await expect(box(page)).toHaveValue('');
  await expect(box(page)).toBeFocused();
  expect(await outbox(api.agent)).toMatchObject([{ state: 'waiting', number: ticket.number }]);
  await asClient.goto(`/tickets/${ticket.number}`);
  await expect(asClient.getByRole('heading', { name: ticket.title })).toBeVisible();
  expect(await asClient.content()).not.toContain('Esto era para');
  expect(await readTicket(api.admin, ticket)).toMatchObject({ status: 'open', assignedTo: null });

  await waiting(page).getByRole('button', { name: 'Deshacer' }).click();
  await expect(box(page)).toHaveValue('Esto era para **otro**.');
  await expect(box(page)).toBeFocused();
  await expect(waiting(page)).toBeHidden();
  // There is nothing left that could be sent.
  expect(await outbox(api.agent)).toEqual([]);
  expect(await said(api.agent, ticket)).toEqual([]);
});

test('closed right after, the server sends it; in another browser it can still be taken back', async ({
  api,
  agent,
  pageOf,
}) => {
  const [first, second] = [await fileTicket(api.client), await fileTicket(api.client)];
  const page = await pageOf(agent);
  await open(page, first.number);
  await sendText(page, 'Se envía sin mí.');
  await page.close();
  expect(await said(api.agent, first)).toEqual([]);

  await api.agent.post(`/v2/support-tickets/${second._id}/outbox`, { message: 'Esto no.', delay: 60 });
  const elsewhere = await pageOf(agent);
  await open(elsewhere, second.number);
  await waiting(elsewhere).getByRole('button', { name: 'Deshacer' }).click();
  await expect(box(elsewhere)).toHaveValue('Esto no.');
  await expect.poll(() => said(api.agent, first), { timeout: 25_000 }).toEqual(['Se envía sin mí.']);
  expect(await said(api.agent, second)).toEqual([]);
  expect(await outbox(api.agent)).toEqual([]);
});

test('whoever moves on can take it back from there', async ({ api, asAgent: page }) => {
  const [first, second] = [await fileTicket(api.client), await fileTicket(api.client)];
  await open(page, first.number, 'queue=unassigned');
  await sendText(page, 'Demasiado pronto.');
  await page.locator('[data-list]').getByRole('link', { name: second.title }).first().click();
  await expect(page.getByText(`La respuesta a #${first.number} se envía en un momento`)).toBeVisible();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${first.number}`));
  await expect(box(page)).toHaveValue('Demasiado pronto.');
  expect(await said(api.agent, first)).toEqual([]);
});

test('what becomes of the ticket goes with the reply', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('¿Nos mandas una captura?');
  await page.getByRole('button', { name: 'Enviar y dejar como…' }).click();
  await page.getByRole('menuitem', { name: 'Enviar y esperar al cliente' }).click();
  await expect(waiting(page)).toContainText('queda pendiente');
  expect(await readTicket(api.agent, ticket)).toMatchObject({ status: 'open' });
  await sendNow(page);
  await expect(picker(page, 'Estado: Pendiente')).toBeVisible();

  await box(page).fill('Ya está, gracias.');
  await page.getByRole('button', { name: 'Enviar y dejar como…' }).click();
  await page.getByRole('menuitem', { name: 'Enviar y resolver…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Enviar y resolver' }).click();
  await expect(dialog.getByText('La resolución es requerida')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Resolución' }).fill('Faltaba un permiso.');
  await dialog.getByRole('button', { name: 'Enviar y resolver' }).click();
  await expect(dialog).toBeHidden();
  await expect(waiting(page)).toContainText('queda resuelto');
  await sendNow(page);
  await expect(picker(page, 'Estado: Resuelto')).toBeVisible();
  expect(await readTicket(api.agent, ticket)).toMatchObject({ status: 'resolved', resolution: 'Faltaba un permiso.' });
  expect(await said(api.agent, ticket)).toEqual(['¿Nos mandas una captura?', 'Ya está, gracias.']);

  await box(page).fill('Y nada más.');
  await page.keyboard.press('Control+Enter');
  await sendNow(page);
  await expect(picker(page, 'Estado: Resuelto')).toBeVisible();
});

test('of two who answer at the same time the second is shown the first’s words and asked', async ({
  api,
  agent,
  makePerson,
  pageOf,
  axe,
}) => {
  const hugo = await makePerson('agent', { name: 'Hugo Salas' });
  const [page, his] = [await pageOf(agent), await pageOf(hugo)];
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number, 'queue=all');
  await open(his, ticket.number, 'queue=all');

  // He answers while she writes: she is asked before anything goes.
  await box(page).fill('Reinicia el equipo.');
  await sendText(his, 'Ya lo reinició.');
  await sendNow(his);
  await send(page).click();
  const told = page.getByRole('alert').filter({ hasText: 'Hugo' });
  await expect(told).toContainText('Ya lo reinició.');
  expect(await outbox(api.agent)).toEqual([]);
  await told.getByRole('button', { name: 'Volver al texto' }).click();
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveValue('Reinicia el equipo.');

  // He answers while hers waits: it is held.
  await send(page).click();
  await expect(waiting(page)).toBeVisible();
  await reply(api.as(hugo), ticket, 'Y ahora funciona.');
  const held = page.getByRole('alert').filter({ hasText: 'Hugo respondió antes que tú' });
  await expect(held).toContainText('Y ahora funciona.', { timeout: 20_000 });
  await expect(held).toContainText('Reinicia el equipo.');
  await expect(rows(page).filter({ hasText: `#${ticket.number}` })).toContainText('Sin enviar');
  await expect(waiting(page)).toBeHidden();
  expect(await said(api.agent, ticket)).toEqual(['Ya lo reinició.', 'Y ahora funciona.']);
  await axe(page);
  await held.getByRole('button', { name: 'Enviar igualmente' }).click();
  await expect(held).toBeHidden();
  expect(await said(api.agent, ticket)).toEqual(['Ya lo reinició.', 'Y ahora funciona.', 'Reinicia el equipo.']);
});

test('a held reply can go back to the paper, with what was typed since below it', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  const path = `/v2/support-tickets/${ticket._id}/outbox`;
  const opening = await api.agent.get<{ data: { threads: { id: string }[] } }>(`/v2/desk/tickets/${ticket.number}`);
  const seen = opening.body.data.threads[0]?.id;
  await reply(api.client, ticket, 'Espera un poco.');
  await api.agent.post(path, { message: 'Arriba', seen });
  await open(page, ticket.number);
  const held = page.getByRole('alert').filter({ hasText: 'respondió antes que tú' });
  await expect(held).toContainText('Espera un poco.');
  await box(page).fill('Abajo');
  await held.getByRole('button', { name: 'Volver al texto' }).click();
  await expect(held).toBeHidden();
  await expect(box(page)).toHaveValue('Arriba\n\nAbajo');
  expect(await outbox(api.agent)).toEqual([]);
});

test('of a reply held elsewhere the desk tells once in a browser, and its row until it is settled', async ({
  api,
  asAgent: page,
}) => {
  const mine = async () => change(api.agent, await fileTicket(api.client), { assignedTo: 'me' });
  const [ticket, other] = [await mine(), await mine()];
  const opening = await api.agent.get<{ data: { threads: { id: string }[] } }>(`/v2/desk/tickets/${ticket.number}`);
  await reply(api.client, ticket, 'Espera un poco.');
  const seen = opening.body.data.threads[0]?.id;
  await api.agent.post(`/v2/support-tickets/${ticket._id}/outbox`, { message: 'Arriba', seen });
  await open(page, other.number);
  const told = page.getByRole('alert').filter({ hasText: `antes en #${ticket.number}` });
  await expect(told).toBeVisible();
  await page.reload();
  await expect(rows(page).filter({ hasText: `#${ticket.number}` })).toContainText('Sin enviar');
  await expect(told).toBeHidden();
  // What is told anew is told: the toast did not merely come later.
  await open(page, ticket.number);
  await expect(page.getByRole('alert').filter({ hasText: 'respondió antes que tú' })).toContainText('Espera un poco.');
  await expect(told).toBeHidden();
});

test('what is dropped or pasted loses nothing: files go up, links become links and files', async ({
  api,
  asAgent: page,
}) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).fill('Mira la guía');
  const address = page.url();
  const carry = async (type: 'dragover' | 'drop') => {
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['x'], 'captura.png'));
      return transfer;
    });
    await composer(page).dispatchEvent(type, { dataTransfer: data });
  };
  await carry('dragover');
  await expect(page.getByText('Suelta los archivos aquí')).toBeVisible();
  await carry('drop');
  const files = composer(page).getByRole('list', { name: 'Archivos del mensaje' });
  await expect(files).toContainText('captura.png');
  await expect(box(page).first()).toHaveValue('Mira la guía');
  expect(page.url()).toBe(address);
  await page.getByRole('button', { name: 'Adjuntar enlace a un archivo' }).click();
  const field = page.getByRole('textbox', { name: 'Enlace al archivo' });
  await field.fill('http://files.example/captura.png');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ese enlace no sirve')).toBeVisible();
  await field.fill('https://files.example/plano.png');
  await page.keyboard.press('Enter');
  await expect(files).toContainText('plano.png');

  const paste = (text: string) =>
    box(page).evaluate((area, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      if (area.dispatchEvent(event)) document.execCommand('insertText', false, pasted);
    }, text);
  await box(page).focus();
  await page.keyboard.press('Home');
  for (let index = 0; index < 'Mira'.length; index += 1) await page.keyboard.press('Shift+ArrowRight');
  await paste('https://hilo.example/guia');
  await expect(box(page)).toHaveValue('[Mira](https://hilo.example/guia) la guía');
  await page.keyboard.press('End');
  await paste('https://files.example/informe.pdf');
  await page.getByRole('button', { name: 'Adjuntarlo' }).click();
  await expect(files).toContainText('informe.pdf');
  await expect(box(page)).toHaveValue('[Mira](https://hilo.example/guia) la guía');
  await page.getByRole('button', { name: 'Quitar captura.png' }).click();
  await page.getByRole('button', { name: 'Quitar plano.png' }).click();
  await send(page).click();
  await sendNow(page);
  await expect(conversation(page).getByRole('link', { name: /informe\.pdf/ })).toBeVisible();
  expect((await readTicket(api.client, ticket)).attachments).toMatchObject([
    { filename: 'informe.pdf', url: 'https://files.example/informe.pdf', type: 'application/pdf' },
  ]);
});

test('a colleague is mentioned by keyboard, in notes alone', async ({ api, makePerson, asAgent: page, axe }) => {
  const nuria = await makePerson('agent', { name: `Núria Campos ${crypto.randomUUID().slice(0, 4)}` });
  await makePerson('agent', { name: 'Nuriel Pérez' });
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  await box(page).pressSequentially('@nuria');
  const list = page.getByRole('listbox', { name: 'Personas del equipo' });
  await expect(list).toBeHidden();
  await box(page).fill('');
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await box(page).pressSequentially('¿Lo ves, @nuri');
  await expect(list.getByRole('option', { name: 'Nuriel Pérez' }).first()).toBeVisible();
  await box(page).pressSequentially('a');
  await expect(list.getByRole('option', { name: 'Nuriel Pérez' })).toHaveCount(0);
  await axe(page);
  const chosen = list.getByRole('option', { selected: true });
  await expect(box(page)).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? '');
  // Escape closes it until the sign is typed anew, and leaves the field alone.
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(box(page)).toBeFocused();
  await box(page).fill('');
  await box(page).pressSequentially(`¿Lo ves, @${nuria.name.slice(0, -2).toLowerCase().replace('ú', 'u')}`);
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue(`¿Lo ves, @${nuria.name} `);
  await box(page).pressSequentially('?');
  await page.keyboard.press('Control+Enter');
  const mark = conversation(page).locator('mark');
  await expect(mark).toHaveText(`@${nuria.name}`);
  await axe(page);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the paper and what waits are accessible, in every state', async ({ api, asAgent: page, axe }) => {
      const ticket = await fileTicket(api.client);
      await open(page, ticket.number);
      await box(page).fill('Hola **Clara**, [mira](https://hilo.example).');
      await expect(page.getByText('Borrador guardado')).toBeVisible();
      await axe(page);
      await page.getByRole('button', { name: 'Vista previa' }).click();
      await expect(composer(page).getByRole('link', { name: 'mira' })).toBeVisible();
      await axe(page);
      await page.getByRole('tab', { name: 'Nota interna' }).click();
      await axe(page);
      await page.getByRole('tab', { name: 'Responder' }).click();
      await page.getByRole('button', { name: 'Adjuntar enlace a un archivo' }).click();
      await page.getByRole('textbox', { name: 'Enlace al archivo' }).fill('https://files.example/a.pdf');
      await axe(page);
      await page.keyboard.press('Enter');
      await send(page).click();
      await expect(waiting(page)).toBeVisible();
      await axe(page);
    });
  });
}

test('the composer fits the narrowest phone', async ({ api, agent, pageOf }) => {
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent, { viewport: { width: 320, height: 640 }, locale: 'es-CO' });
  await open(page, ticket.number);
  await sendText(page, `Una palabra muy larga: ${'x'.repeat(120)}`);
  await page.getByRole('button', { name: 'Adjuntar enlace a un archivo' }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await waiting(page).getByRole('button', { name: 'Deshacer' }).click();
  await expect(box(page).first()).toHaveValue(/x{120}$/);
});
