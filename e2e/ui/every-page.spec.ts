import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';

const pages = {
  stranger: ['/sign-in', '/register', '/no-such-page'],
  client: [
    '/tickets',
    '/tickets/new',
    '/tickets/{number}',
    '/settings/profile',
    '/settings/tokens',
    '/settings/webhooks',
  ],
  agent: [
    '/desk',
    '/desk/tickets/{number}',
    '/settings/macros',
    '/settings/notifications',
    '/settings/profile',
    '/settings/tokens',
    '/settings/webhooks',
  ],
  admin: ['/settings/fields', '/settings/people', '/settings/teams'],
};

const screens = [
  { name: 'wide', viewport: { width: 1440, height: 900 } },
  { name: 'on a phone', viewport: { width: 390, height: 844 } },
] as const;

/** A ticket with all that a thread can hold: Markdown, a file, an answer, a note, system lines. */
async function fileTicket(client: Api, agent: Api): Promise<number> {
  const filed = await client.post('/v2/support-tickets', {
    title: 'El comprobante no se descarga',
    description: 'Al pulsar **Descargar** sale:\n\n```\nError 500\n```\n\n- una vez\n- y otra',
    priority: 'urgent',
    category: 'technical',
    tags: ['comprobantes', 'pdf'],
    attachments: [
      { filename: 'captura.png', url: 'https://files.example/captura.png', size: 81_920, type: 'image/png' },
    ],
  });
  expect(filed.status).toBe(201);
  const path = `/v2/support-tickets/${filed.body.data._id}`;
  expect((await agent.post(`${path}/threads`, { message: 'Lo estoy mirando.' })).status).toBe(201);
  expect((await agent.post(`${path}/threads`, { message: 'Parece del proveedor.', internal: true })).status).toBe(201);
  return filed.body.data.number;
}

/** Answered, with a title and one heading in sight, and no wider than the screen. */
async function expectRight(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(path === '/no-such-page' ? 404 : 200);
  expect(new URL(page.url()).pathname).toBe(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.title()).not.toBe('');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
}

for (const { name, viewport } of screens) {
  test.describe(name, () => {
    test.use({ viewport });

    test('pages for anybody are accessible', async ({ page, axe }) => {
      for (const path of pages.stranger) {
        await expectRight(page, path);
        await axe(page, 'both');
      }
    });

    test('pages of a client, an agent and an admin are accessible', async ({
      api,
      asClient,
      asAgent,
      asAdmin,
      axe,
    }) => {
      test.slow();
      const number = await fileTicket(api.client, api.agent);
      const readers = [
        [asClient, pages.client],
        [asAgent, pages.agent],
        [asAdmin, pages.admin],
      ] as const;
      for (const [page, paths] of readers) {
        for (const path of paths) {
          await expectRight(page, path.replace('{number}', String(number)));
          await axe(page, 'both');
        }
      }
    });
  });
}

test('without a session each page sends to sign in, and comes back after', async ({ page, makePerson }) => {
  for (const path of [
    '/tickets',
    '/tickets/new',
    '/tickets/1',
    '/desk',
    '/desk/tickets/1',
    '/settings/profile',
    '/settings/people',
    '/settings/webhooks',
  ]) {
    await page.goto(path);
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get('callbackUrl')]).toEqual(['/sign-in', path]);
  }
  const client = await makePerson('client', { password: 'una clave bastante larga' });
  await page.goto('/tickets/new');
  await page.getByLabel('Correo electrónico').fill(client.email);
  await page.getByLabel('Contraseña', { exact: true }).fill('una clave bastante larga');
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page).toHaveURL(/\/tickets\/new$/);
});

test('the desk does not exist for a client', async ({ asClient }) => {
  for (const path of ['/desk', '/desk/tickets/1', '/settings/people']) {
    expect((await asClient.goto(path))?.status(), path).toBe(404);
  }
});
