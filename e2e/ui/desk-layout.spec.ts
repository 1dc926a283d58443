import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '../fixtures';
import { assignMany, documentsOf, open, openDesk, rows } from '../support/desk-page';
import { change, fileTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

test('j and k go through tickets without asking the server for a page, each with its address', async ({
  client,
  agent,
  asAgent: page,
}) => {
  await assignMany(client, agent, 12);
  await openDesk(page);
  await rows(page).first().getByRole('link').click();
  const title = (index: number) => page.getByRole('heading', { name: `Ticket de 12: ${index}`, level: 2, exact: true });
  await expect(title(1)).toBeFocused();
  const asked = documentsOf(page);
  for (let index = 2; index <= 12; index++) {
    await page.keyboard.press('j');
    await expect(title(index)).toBeFocused();
    await expect(page.getByText(`Mensaje de Ticket de 12: ${index}`, { exact: true })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`Ticket de 12: ${index} `));
  }
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(title(11)).toBeFocused();
  const at = page.url();
  await page.goBack();
  await expect(title(12)).toBeVisible();
  await page.goForward();
  await expect(title(11)).toBeVisible();
  expect(page.url()).toBe(at);
  expect(asked).toEqual([]);
  await page.goto(at);
  await expect(title(11)).toBeVisible();
  await expect(page.locator('[data-row][aria-current]')).toContainText('Ticket de 12: 11');
});

test('a ticket that leaves its queue leaves the way on where it was', async ({ api, client, agent, asAgent: page }) => {
  await assignMany(client, agent, 4);
  await openDesk(page);
  await page.getByRole('link', { name: 'Ticket de 4: 2', exact: true }).click();
  const number = Number(/tickets\/(\d+)/.exec(page.url())?.[1]);
  await expect(page.locator('[data-ticket]')).toBeVisible();
  await page.getByRole('complementary').getByRole('button', { name: 'Estado:' }).click();
  await page.getByRole('menuitemradio', { name: 'Cerrado' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect
    .poll(
      async () => (await api.agent.get<{ data: { status: string } }>(`/v2/desk/tickets/${number}`)).body.data.status,
    )
    .toBe('closed');
  await page.getByRole('heading', { level: 2, name: 'Ticket de 4: 2' }).focus();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { name: 'Ticket de 4: 3', level: 2 })).toBeFocused();
});

test('a number that names no ticket says so, and the way back is there', async ({
  asAgent: page,
  noConsoleErrors,
  axe,
}) => {
  noConsoleErrors.allow(/404/);
  await openDesk(page, 'queue=all');
  await page.evaluate(() => history.pushState(null, '', '/desk/tickets/999999999?queue=all'));
  await page.goBack();
  // What Next still writes of the address before can end the wait of goBack before we are back: there would be no way forward yet.
  await expect(page).toHaveURL(/\/desk\?queue=all$/);
  await page.goForward();
  await expect(page.getByRole('heading', { name: 'Aquí se corta el hilo' })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Volver a la lista' }).click();
  await expect(page.getByRole('heading', { name: 'Elige un ticket' })).toBeVisible();
});

test('that a list cannot be read is said while news of it goes on coming', async ({
  api,
  asAgent: page,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/ERR_FAILED/);
  const ticket = await fileTicket(api.client);
  await openDesk(page, 'queue=all');
  await page.route('**/v2/desk/tickets**', (route) => route.abort());
  let isSeen = false;
  const news = (async () => {
    for (let count = 0; !isSeen; count += 1) {
      await change(api.agent, ticket, { priority: count % 2 ? 'low' : 'high' });
      await delay(200);
    }
  })();
  try {
    await page
      .getByRole('link', { name: /^Resueltos/ })
      .first()
      .click();
    await expect(page.getByText('No pudimos cargar esta cola.')).toBeVisible();
  } finally {
    isSeen = true;
    await news;
  }
});

test('a list and a ticket that cannot be read say so, and are read on demand', async ({
  api,
  asAgent: page,
  noConsoleErrors,
  axe,
}) => {
  test.slow();
  noConsoleErrors.allow(/ERR_FAILED|status of 5/);
  const ticket = await fileTicket(api.client, { title: 'Se abre después' });
  // News has the list read again by itself, before the button is pressed.
  await page.route('**/v2/events**', (route) => route.abort());
  await openDesk(page, 'queue=all');
  await page.route('**/v2/desk/tickets**', (route) => route.abort());
  await page
    .getByRole('link', { name: /^Resueltos/ })
    .first()
    .click();
  await expect(page.getByText('No pudimos cargar esta cola.')).toBeVisible({ timeout: 15_000 });
  await axe(page);
  await page.unroute('**/v2/desk/tickets**');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await expect(page.getByText('No pudimos cargar esta cola.')).toBeHidden();

  await page
    .getByRole('link', { name: /^Todos/ })
    .first()
    .click();
  await page.route('**/v2/desk/tickets/*', (route) =>
    route.fulfill({ status: 500, json: { message: 'INTERNAL_ERROR' } }),
  );
  await page.getByRole('link', { name: ticket.title }).click();
  await expect(page.getByText('No pudimos cargar este ticket.')).toBeVisible({ timeout: 15_000 });
  await axe(page);
  await page.unroute('**/v2/desk/tickets/*');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await expect(page.getByRole('heading', { name: ticket.title, level: 2 })).toBeVisible();
});

test('panes are made wider by keyboard and by hand, and stay so', async ({ api, asAgent: page, axe }) => {
  test.slow();
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number, 'queue=all');
  const list = page.getByRole('region', { name: /Tickets de la cola/ });
  const widthOf = async () => Math.round((await list.boundingBox())?.width ?? 0);
  const edge = page.getByRole('separator', { name: 'Ancho de la lista' });
  const before = await widthOf();
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(widthOf).toBe(before + 32);
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 32));
  await page.getByRole('separator', { name: 'Ancho de las propiedades' }).focus();
  await page.keyboard.press('End');
  await expect
    .poll(async () => Math.round((await page.getByRole('complementary').boundingBox())?.width ?? 0))
    .toBe(440);
  await axe(page);
  // The ticket keeps some room, whatever was chosen: on this screen the list can grow no further now.
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => Math.round((await page.getByRole('complementary').boundingBox())?.width ?? 0))
    .toBe(280);

  const at = await edge.boundingBox();
  if (!at) throw new Error('no edge');
  await page.mouse.move(at.x + 3, 400);
  await page.mouse.down();
  await page.mouse.move(at.x + 63, 400, { steps: 4 });
  await page.mouse.up();
  await expect.poll(widthOf).toBe(before + 92);

  // The server draws them so: nothing jumps.
  const html = await (await page.request.get(`/desk/tickets/${ticket.number}?queue=all`)).text();
  expect(html).toContain(`--list:${before + 92}px`);
  await page.reload();
  expect(await widthOf()).toBe(before + 92);
  await edge.focus();
  await page.keyboard.press('Enter');
  await expect.poll(widthOf).toBe(before);
});

test('close rows are chosen beside the order, and stay so', async ({ client, agent, asAgent: page, axe }) => {
  await assignMany(client, agent, 30);
  await openDesk(page);
  const row = page.getByRole('link', { name: 'Ticket de 30: 1', exact: true }).locator('xpath=ancestor::li');
  const heightOf = async () => (await row.boundingBox())?.height ?? 0;
  const before = await heightOf();
  await page.getByRole('button', { name: 'Más recientes' }).click();
  await page.getByRole('menuitemradio', { name: 'Compactas' }).click();
  await expect.poll(heightOf).toBeLessThan(before * 0.6);
  await page.reload();
  expect(await heightOf()).toBeLessThan(before * 0.6);
  await expect(page.getByRole('link', { name: 'Ticket de 30: 15', exact: true })).toBeInViewport();
  await axe(page);
});

test('the row just left has the focus', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client, { title: 'El de antes' });
  await change(api.agent, ticket, { assignedTo: 'me' });
  await openDesk(page);
  await page.getByRole('link', { name: 'El de antes' }).click();
  await expect(page.getByRole('heading', { name: 'El de antes', level: 2 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'El de antes' })).toBeFocused();
});

test('back from another page the same ticket stands there', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client, { title: 'Ida y vuelta' });
  await openDesk(page, 'queue=all');
  await rows(page).getByRole('link', { name: ticket.title }).click();
  await expect(page.getByRole('heading', { name: ticket.title, level: 2 })).toBeVisible();
  const at = page.url();
  await page.getByRole('link', { name: 'Ajustes' }).click();
  await expect(page).toHaveURL(/settings/);
  await page.goBack();
  await expect(page).toHaveURL(at);
  await expect(page.getByRole('heading', { name: ticket.title, level: 2 })).toBeVisible();
  await expect(rows(page).getByRole('link', { name: ticket.title })).toHaveAttribute('aria-current', 'true');
});

test('the way past the queues leads to what is open', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number, 'queue=all');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Saltar al contenido' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});
