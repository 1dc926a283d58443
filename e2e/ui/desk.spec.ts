import { expect, test } from '../fixtures';
import { open, picker, rows } from '../support/desk-page';
import { change, fileTicket, readTicket, reply } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

test('tags are edited in place', async ({ api, asAgent: page }) => {
  const ticket = await fileTicket(api.client, { tags: ['api'] });
  await open(page, ticket.number);
  await page.getByRole('button', { name: 'Editar etiquetas' }).click();
  await page.getByRole('textbox', { name: 'Etiquetas' }).fill('producción');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Quitar api' }).click();
  await page.getByRole('button', { name: 'Guardar etiquetas' }).click();
  await expect(page.getByRole('complementary').getByText('producción')).toBeVisible();
  await expect.poll(async () => (await readTicket(api.agent, ticket)).tags).toEqual(['producción']);
});

test('one’s own empty queue is an achievement with a way on', async ({ api, asAgent: page }) => {
  await fileTicket(api.client);
  await page.goto('/desk');
  await expect(page.getByRole('heading', { name: 'Todo al día' })).toBeVisible();
  await page.getByRole('link', { name: 'Ver sin asignar' }).click();
  await expect(page).toHaveURL(/queue=unassigned/);
  await expect(rows(page).first()).toBeVisible();
});

test('the client’s card leads to their other tickets', async ({ api, client, asAgent: page }) => {
  const other = await fileTicket(api.client, { title: 'Otro asunto' });
  const ticket = await fileTicket(api.client);
  await open(page, ticket.number);
  const card = page.getByRole('complementary');
  await expect(card.getByRole('link', { name: client.email })).toHaveAttribute('href', `mailto:${client.email}`);
  await card.getByRole('link', { name: /Otro asunto/ }).click();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${other.number}\\?queue=mine`));
});

test('to a client the desk does not exist, and a stranger comes back after signing in', async ({
  api,
  asClient,
  asAgent,
  page,
}) => {
  const ticket = await fileTicket(api.client);
  for (const path of ['/desk', `/desk/tickets/${ticket.number}`]) {
    expect((await asClient.goto(path))?.status(), path).toBe(404);
    await expect(asClient.getByRole('heading', { name: 'Aquí se corta el hilo' })).toBeVisible();
    await page.goto(`${path}?queue=all`);
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?callbackUrl=${encodeURIComponent(`${path}?queue=all`)}`));
  }
  expect((await asAgent.goto('/desk/tickets/999999999'))?.status()).toBe(404);
  expect((await asAgent.goto('/desk/tickets/nope'))?.status()).toBe(404);
});

test('long words and titles stay inside their panes', async ({ api, asAgent: page }) => {
  const title = `${'A'.repeat(120)} ${'palabra '.repeat(9)}`.trim();
  const ticket = await fileTicket(api.client, {
    title,
    description: 'x'.repeat(400),
    tags: ['t'.repeat(50), 'u'.repeat(50)],
  });
  await change(api.agent, ticket, { assignedTo: 'me' });
  for (const width of [320, 390, 800, 1100, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page, ticket.number);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      `at ${width}`,
    ).toBeLessThanOrEqual(0);
    const wide = await page.evaluate(
      () =>
        [...document.querySelectorAll('[data-desk] h2, [data-desk] article, [data-desk] dd')].filter(
          (element) => element.getBoundingClientRect().right > innerWidth + 1,
        ).length,
    );
    expect(wide, `at ${width}`).toBe(0);
  }
});

test('the desk speaks English to who asks for it', async ({ api, agent, pageOf }) => {
  const ticket = await fileTicket(api.client);
  const page = await pageOf(agent, { locale: 'en-GB' });
  await open(page, ticket.number, 'queue=unassigned');
  await expect(page.getByRole('tab', { name: 'Internal note' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Status: Open' }).first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('menus, dialogs, panels and the note’s paper are accessible', async ({ api, asAgent: page, axe }) => {
      test.slow();
      const ticket = await fileTicket(api.client, { tags: ['api'] });
      await reply(api.agent, ticket, 'Una nota.', { internal: true });
      await open(page, ticket.number);
      for (const name of ['Estado: Abierto', 'Asignado: Sin asignar']) {
        await picker(page, name).click();
        const popup = page.getByRole('menu').or(page.getByRole('dialog'));
        await expect(popup).toBeVisible();
        await axe(page);
        await page.keyboard.press('Escape');
        // On its way out it would be one too many beside the next.
        await expect(popup).toHaveCount(0);
      }
      await page.getByRole('button', { name: 'Filtrar' }).click();
      await expect(page.getByRole('button', { name: 'Aplicar filtros' })).toBeVisible();
      await axe(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Editar etiquetas' }).click();
      await axe(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Enviar y dejar como…' }).click();
      await axe(page);
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Nota interna' }).click();
      await axe(page);
      await picker(page, 'Estado').click();
      await page.getByRole('menuitemradio', { name: 'Resuelto' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await axe(page);
    });
  });
}
