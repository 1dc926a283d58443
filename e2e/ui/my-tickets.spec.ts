import { expect, test } from '../fixtures';
import { listRows, openForm } from '../support/portal';
import { change, fileTicket, reply } from '../support/tickets';

test('tickets lie in piles, with what was said last and whose turn it is', async ({ asClient: page, api }) => {
  const waiting = await fileTicket(api.client, { title: 'Espera al cliente' });
  await reply(api.agent, waiting, 'Hola. ¿Nos das **un dato** más?');
  await change(api.agent, waiting, { status: 'pending' });
  const done = await fileTicket(api.client, { title: 'Ya resuelto' });
  await change(api.agent, done, { status: 'resolved', resolution: 'Se activó el permiso.' });
  const over = await fileTicket(api.client, { title: 'Ya cerrado' });
  await change(api.client, over, { status: 'closed' });
  await page.goto('/tickets');
  const piles = page.getByRole('navigation', { name: 'Estado' });
  await expect(piles.getByRole('link')).toHaveText(['Activos1', 'Resueltos1', 'Cerrados1', 'Todos3']);
  await expect(listRows(page)).toHaveText(
    /Espera al cliente#\d+·Te toca responder·Andrés: Hola\. ¿Nos das un dato más\?Pendiente/,
  );
  await expect(page.getByRole('region', { name: 'Resueltos hace poco' }).getByRole('listitem')).toHaveText([
    /Ya cerrado/,
    /Ya resuelto/,
  ]);
  await piles.getByRole('link', { name: 'Resueltos' }).click();
  await expect(page).toHaveURL('/tickets?status=resolved');
  await expect(listRows(page)).toHaveText(/Ya resuelto/);
  await piles.getByRole('link', { name: 'Todos' }).click();
  await expect(listRows(page)).toHaveText([/Ya cerrado/, /Ya resuelto/, /Espera al cliente/]);
  await listRows(page).getByRole('link', { name: 'Ya resuelto' }).click();
  await expect(page).toHaveURL(`/tickets/${done.number}`);
});

test('searching forgives accents, and finding nothing shows a way out', async ({ asClient: page, api, axe }) => {
  await fileTicket(api.client, { title: 'Facturación duplicada' });
  await change(api.client, await fileTicket(api.client, { title: 'Otra cosa' }), { status: 'closed' });
  await page.goto('/tickets');
  await page.getByRole('searchbox').fill('facturacion');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/tickets?q=facturacion');
  await expect(listRows(page)).toHaveText(/Facturación duplicada/);
  await page.getByRole('searchbox').fill('otra cosa');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nada con «otra cosa»' })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Buscar en todos' }).click();
  await expect(listRows(page)).toHaveText(/Otra cosa/);
  await expect(page.getByRole('searchbox')).toHaveValue('otra cosa');
});

test('the category narrows the list and the address remembers it', async ({ asClient: page, api }) => {
  await fileTicket(api.client, { title: 'De dinero', category: 'billing' });
  await fileTicket(api.client, { title: 'De técnica', category: 'technical' });
  await page.goto('/tickets');
  await page.getByRole('button', { name: 'Categoría' }).click();
  await page.getByRole('menuitem', { name: 'Facturación' }).click();
  await expect(page).toHaveURL('/tickets?category=billing');
  await expect(listRows(page)).toHaveText(/De dinero/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Categoría: Facturación' })).toBeVisible();
  await expect(listRows(page)).toHaveCount(1);
});

test('a long list goes on page by page, last changed first', async ({ asClient: page, api }) => {
  for (let index = 1; index <= 23; index++) await fileTicket(api.client, { title: `Ticket ${index}` });
  await page.goto('/tickets');
  await expect(listRows(page)).toHaveCount(20);
  await expect(listRows(page).first()).toHaveText(/Ticket 23#/);
  await page.getByRole('link', { name: 'Ver más' }).click();
  await expect(listRows(page)).toHaveText([/Ticket 3#/, /Ticket 2#/, /Ticket 1#/]);
  await page.getByRole('link', { name: 'Volver al principio' }).click();
  await expect(listRows(page)).toHaveCount(20);
  await page.goto('/tickets?cursor=made-up');
  await expect(page).toHaveURL('/tickets');
  await expect(listRows(page)).toHaveCount(20);
});

test('lists, searches and pages work without any script', async ({ client, pageOf, api }) => {
  await fileTicket(api.client, { title: 'Sin guion' });
  const page = await pageOf(client, { javaScriptEnabled: false });
  await page.goto('/tickets');
  await page.getByRole('searchbox').fill('guion');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/tickets?q=guion');
  await listRows(page).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin guion');
});

test('staff see here what they filed themselves, and no more', async ({ asAgent: page, api }) => {
  await fileTicket(api.client, { title: 'De una clienta' });
  await fileTicket(api.agent, { title: 'De la casa' });
  await page.goto('/tickets?status=all');
  await expect(listRows(page)).toHaveText(/De la casa/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the button that sends stays in reach, and long words never widen the page', async ({ asClient: page, api }) => {
    await openForm(page, '/tickets/new');
    await expect(page.getByRole('button', { name: 'Enviar ticket' })).toBeInViewport();
    const word = 'x'.repeat(200);
    const ticket = await fileTicket(api.client, {
      title: word,
      description: `${word}\n\n\`${word}\``,
      tags: ['y'.repeat(50)],
    });
    for (const path of ['/tickets', `/tickets/${ticket.number}`, '/tickets/new']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
  });
});
