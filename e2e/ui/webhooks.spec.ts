// Longer than most: all that can be done to a webhook, and all that can happen to one.
import type { Page } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { pool } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import { hearableEvents } from '@/lib/webhooks/rules';
import type { WebhookWithSecretObject } from '@/lib/webhooks/schema';
import { test as base, expect } from '../fixtures';
import type { Api } from '../support/api';
import { fileTicket, reply } from '../support/tickets';
import { type Receiver, startReceiver } from '../support/webhook-receiver';

const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({ deskUrl: _ }, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.stop();
  },
});

const dialog = (page: Page) => page.getByRole('dialog');
const ask = (page: Page) => page.getByRole('alertdialog');
const rows = (page: Page) => page.getByRole('list', { name: 'Entregas' }).locator(':scope > li');
const list = (page: Page) => page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem');
const detailOf = (webhook: { _id: string }) => `/settings/webhooks/${webhook._id}`;

async function makeWebhook(api: Api, url: string, events: string[] = []): Promise<WebhookWithSecretObject> {
  const answer = await api.post<{ data: WebhookWithSecretObject }>('/v2/webhooks', { url, events });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.data;
}

/** Verifies what came as the package of the Standard Webhooks project does. */
function verified(secret: string, { headers, body }: Receiver['received'][number]): { type: string; data: object } {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as { type: string; data: object };
}

test('a webhook is made by keyboard alone, its secret shown once, and what then happens arrives signed', async ({
  asClient: page,
  api,
  receiver,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/settings/webhooks');
  await expect(page.getByRole('heading', { name: 'Todavía no hay webhooks' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Ejemplo de aviso' })).toContainText('"type": "ticket.created"');
  await page.getByRole('button', { name: 'Crear webhook' }).focus();
  await page.keyboard.press('Enter');
  const url = dialog(page).getByLabel('Dirección');
  await expect(url).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(url).toHaveAccessibleDescription('La dirección es requerida');
  await page.keyboard.type(receiver.url);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(dialog(page).getByRole('radio', { name: /Solo algunos/ })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('group', { name: 'Eventos' })).toHaveAccessibleDescription(/Elige al menos uno/);
  await dialog(page)
    .getByRole('checkbox', { name: /Se abre un ticket/ })
    .focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');

  const shown = page.getByLabel('Secreto', { exact: true });
  await expect(shown).toHaveText(/^whsec_[\w+/=]{40,}$/);
  const secret = (await shown.textContent()) ?? '';
  await page.getByRole('button', { name: 'Copiar secreto' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await page.getByRole('tab', { name: 'JavaScript' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: 'Python' })).toContainText('from standardwebhooks import Webhook');
  await expect(list(page)).toContainText(['Solo tickets nuevos']);

  const ticket = await fileTicket(api.client);
  await expect.poll(() => receiver.received.length).toBe(1);
  const [first] = receiver.received;
  if (!first) throw new Error('unreachable');
  expect(verified(secret, first)).toMatchObject({
    type: 'ticket.created',
    data: { ticket: { number: ticket.number } },
  });

  await page.getByRole('link', { name: receiver.url }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(receiver.url);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(/Entregada.*Ticket abierto.*#\d+.*200.*Recibido/);
  expect(await page.content()).not.toContain(secret);
  await rows(page)
    .getByRole('button', { name: /Ticket abierto/ })
    .press('Enter');
  await expect(rows(page)).toContainText(String(first.headers['webhook-id']));
  await expect(rows(page).getByRole('group', { name: 'Respuesta' })).toHaveText('guardado');
  await rows(page).getByRole('button', { name: 'Copiar contenido' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first.body);
  await rows(page)
    .getByRole('link', { name: `#${ticket.number}` })
    .click();
  await expect(page).toHaveURL(`/tickets/${ticket.number}`);
});

test('an address inside the network is refused at once, with why and who can open it', async ({
  asClient: page,
  api,
}) => {
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'Crear webhook' }).click();
  await dialog(page).getByLabel('Dirección').fill('http://169.254.169.254/latest/meta-data');
  await dialog(page).getByRole('button', { name: 'Crear webhook' }).click();
  await expect(dialog(page).getByLabel('Dirección')).toHaveAccessibleDescription(
    /debe ser https y estar en internet.*HILO_WEBHOOK_ALLOW/,
  );
  await expect(dialog(page).getByLabel('Dirección')).toBeFocused();
  await expect(dialog(page).getByLabel('Dirección')).toHaveValue('http://169.254.169.254/latest/meta-data');
  expect((await api.client.get<{ data: unknown[] }>('/v2/webhooks')).body.data).toEqual([]);
});

test('a client has webhooks too, without notes, for tickets of their own', async ({
  asClient: page,
  api,
  makePerson,
  receiver,
}) => {
  await page.goto('/settings/profile');
  await page.getByRole('navigation', { name: 'Ajustes' }).getByRole('link', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Crear webhook' }).click();
  await dialog(page)
    .getByRole('radio', { name: /Solo algunos/ })
    .check();
  await expect(dialog(page).getByRole('checkbox')).toHaveCount(hearableEvents('client').length);
  await expect(dialog(page).getByRole('checkbox', { name: /Nota interna/ })).toHaveCount(0);
  await dialog(page).getByRole('radio', { name: /^Todo/ }).check();
  await dialog(page).getByLabel('Dirección').fill(receiver.url);
  await dialog(page).getByRole('button', { name: 'Crear webhook' }).click();
  await expect(page.getByText('Webhook creado')).toBeVisible();
  await fileTicket(api.as(await makePerson('client')));
  const own = await fileTicket(api.client);
  await expect.poll(() => receiver.received.length).toBe(1);
  await page.getByRole('link', { name: receiver.url }).click();
  await expect(rows(page)).toContainText([`#${own.number}`]);
  await rows(page)
    .getByRole('button', { name: /Ticket abierto/ })
    .click();
  await expect(rows(page).getByRole('link', { name: `#${own.number}` })).toHaveAttribute(
    'href',
    `/tickets/${own.number}`,
  );
});

test('a test shows at once how it was answered, and a reply does nothing but stand there', async ({
  asClient: page,
  api,
  receiver,
}) => {
  const webhook = await makeWebhook(api.client, receiver.url);
  await page.goto(detailOf(webhook));
  const send = page.getByRole('button', { name: 'Enviar prueba' });
  const result = page.getByRole('status').filter({ hasText: 'La prueba' });
  const refusal = page.getByRole('alert').filter({ hasText: /a prueba/ });
  await send.click();
  await expect(result).toContainText(/La prueba llegó.*200.*Recibido.*\d ms.*guardado/);
  await expect(rows(page)).toContainText([/Entregada.*Prueba/]);
  receiver.answer = (response) =>
    response.writeHead(500, { 'content-type': 'text/html' }).end('<img src=x onerror="document.title=1">KeyError');
  await send.click();
  await expect(refusal).toContainText(
    /El receptor no aceptó la prueba.*500.*El receptor tuvo un error interno.*onerror.*KeyError/,
  );
  await expect(refusal.locator('img')).toHaveCount(0);
  await page.getByRole('button', { name: 'Cerrar el resultado' }).click();
  await expect(refusal).toHaveCount(0);
  receiver.answer = (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  await send.click();
  await expect(refusal).toContainText(/302.*no la siguen/);
  await receiver.stop();
  await send.click();
  await expect(refusal).toContainText(/La prueba no llegó.*Nada escucha en esa dirección.*¿Está en marcha/);
  await expect(rows(page)).toContainText([/Fallida/, /Fallida/, /Fallida/, /Entregada/]);
});

test('what failed says when it is tried next, and is resent when the receiver is mended', async ({
  asClient: page,
  api,
  receiver,
}) => {
  receiver.answer = (response) => response.writeHead(401).end('bad signature');
  const webhook = await makeWebhook(api.client, receiver.url);
  await fileTicket(api.client);
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
  await page.goto(detailOf(webhook));
  await expect(rows(page)).toContainText([/En espera.*401.*El receptor no nos deja entrar.*intento [2-4] de 10/]);
  await expect(page.getByRole('heading', { name: /^Todos los envíos fallan desde/ })).toBeVisible();
  await expect(page.getByText('Con fallos')).toBeVisible();
  receiver.answer = (response) => response.writeHead(204).end();
  await rows(page)
    .getByRole('button', { name: /Ticket abierto/ })
    .click();
  await expect(rows(page).getByRole('group', { name: 'Respuesta' })).toHaveText('bad signature');
  await rows(page).getByRole('button', { name: 'Reenviar' }).click();
  await expect(rows(page)).toContainText([/Entregada.*204/]);
  await expect(page.getByText('Con fallos')).toHaveCount(0);
  const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
  expect(ids.size).toBe(1);
});

test('one that Hilo turned off is told of on every page of the settings, and is turned on again by one button', async ({
  asClient: page,
  api,
  receiver,
}) => {
  receiver.answer = (response) => response.writeHead(410).end();
  const webhook = await makeWebhook(api.client, receiver.url);
  await fileTicket(api.client);
  await expect
    .poll(
      async () =>
        (await api.client.get<{ data: WebhookWithSecretObject }>(`/v2/webhooks/${webhook._id}`)).body.data.enabled,
    )
    .toBe(false);
  await page.goto('/settings/profile');
  const rail = page.getByRole('navigation', { name: 'Ajustes' }).getByRole('link', { name: /Webhooks/ });
  await expect(rail).toContainText('Hilo apagó un webhook tuyo');
  await page.getByRole('link', { name: 'Ver qué pasó' }).click();
  await expect(page.getByRole('heading', { name: /^Hilo lo apagó hoy a las/ })).toBeVisible();
  await expect(page.getByText(/respondió 410/)).toBeVisible();
  await expect(rows(page)).toContainText([/Fallida.*410/]);
  await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
  await expect(list(page)).toContainText([/Apagado por Hilo.*410/]);
  await page.getByRole('button', { name: `Activar ${receiver.url}` }).click();
  await expect(page.getByText('El webhook está activo')).toBeVisible();
  await expect(list(page)).not.toContainText('Apagado');
  await expect(rail).not.toContainText('Hilo apagó');
});

test('turning off asks first and survives a lost line', async ({ asClient: page, api, receiver, noConsoleErrors }) => {
  noConsoleErrors.allow(/net::ERR_FAILED/);
  const webhook = await makeWebhook(api.client, receiver.url);
  await page.goto(detailOf(webhook));
  const turn = page.getByRole('switch', { name: 'Enviar avisos' });
  await expect(turn).toBeChecked();
  await turn.click();
  await page.keyboard.press('Escape');
  await expect(ask(page)).toHaveCount(0);
  await expect(turn).toBeChecked();
  await page.route('**/v2/webhooks/**', (route) => route.abort());
  await turn.click();
  await ask(page).getByRole('button', { name: 'Apagar webhook' }).click();
  await expect(ask(page).getByRole('alert')).toHaveText(/No llegamos al servidor/);
  await page.unroute('**/v2/webhooks/**');
  await ask(page).getByRole('button', { name: 'Apagar webhook' }).click();
  await expect(turn).not.toBeChecked();
  await expect(page.getByRole('heading', { name: /^Está apagado desde hoy/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Enviar prueba' })).toHaveCount(0);
  await fileTicket(api.client);
  await turn.click();
  await expect(turn).toBeChecked();
  const told = await fileTicket(api.client);
  await expect.poll(() => receiver.received.length).toBe(1);
  await page.getByRole('button', { name: 'Actualizar' }).click();
  await expect(rows(page)).toContainText([`#${told.number}`]);
});

test('a new secret is shown once, and the old one signs beside it', async ({ asClient: page, api, receiver }) => {
  const webhook = await makeWebhook(api.client, receiver.url);
  await page.goto(detailOf(webhook));
  await page.getByRole('button', { name: 'Cambiar secreto' }).click();
  await ask(page).getByRole('button', { name: 'Cambiar secreto' }).click();
  await expect(page.getByText(/El anterior también firma hasta mañana a las/)).toHaveCount(2);
  const fresh = (await page.getByLabel('Secreto', { exact: true }).textContent()) ?? '';
  expect(fresh).not.toBe(webhook.secret);
  await page.getByRole('button', { name: 'Enviar prueba' }).click();
  await expect(page.getByText('La prueba llegó')).toBeVisible();
  const [received] = receiver.received;
  if (!received) throw new Error('nothing came');
  expect(verified(fresh, received)).toMatchObject({ type: 'webhook.test' });
  expect(verified(webhook.secret, received)).toMatchObject({ type: 'webhook.test' });
  await page.getByRole('button', { name: 'Cerrar: ya lo guardé' }).click();
  await expect(page.getByText(fresh)).toHaveCount(0);
});

test('address and events change, and deleting asks first', async ({ asAgent: page, api, receiver }) => {
  const webhook = await makeWebhook(api.agent, receiver.url, ['ticket.closed']);
  await page.goto(detailOf(webhook));
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Editar dirección y eventos' }).click();
  await expect(dialog(page).getByLabel('Dirección')).toHaveValue(receiver.url);
  await expect(dialog(page).getByRole('checkbox', { name: /Se cierra/ })).toBeChecked();
  await dialog(page)
    .getByRole('checkbox', { name: /Nota interna/ })
    .check();
  await dialog(page).getByLabel('Dirección').fill(`${receiver.url}/otra`);
  await dialog(page).getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${receiver.url}/otra`);
  await expect(page.getByText('Solo notas internas y cierres')).toBeVisible();
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Eliminar webhook' }).click();
  await expect(ask(page)).toContainText('No se puede deshacer');
  await ask(page).getByRole('button', { name: 'Eliminar webhook' }).click();
  await expect(page).toHaveURL('/settings/webhooks');
  await expect(page.getByRole('heading', { name: 'Todavía no hay webhooks' })).toBeVisible();
  expect((await page.goto(detailOf(webhook)))?.status()).toBe(404);
});

test('an admin sees whose each is; to another agent it does not exist', async ({
  asAdmin,
  asAgent,
  api,
  makePerson,
  receiver,
}) => {
  const other = await makePerson('agent');
  const webhook = await makeWebhook(api.as(other), receiver.url);
  expect((await asAgent.goto(detailOf(webhook)))?.status()).toBe(404);
  await asAdmin.goto('/settings/webhooks');
  await expect(list(asAdmin).filter({ hasText: receiver.url })).toContainText(other.name);
  await asAdmin.goto(detailOf(webhook));
  await expect(asAdmin.getByText(other.email)).toBeVisible();
});

/** A ledger as it is after weeks: 30 deliveries, one an hour, every third given up. */
async function fillLedger(webhook: { _id: string }): Promise<void> {
  await pool.query(
    `WITH d AS (
       INSERT INTO webhook_deliveries (id, webhook_id, event_id, type, payload, is_for_staff, status, attempt_count, created_at)
       SELECT gen_random_uuid(), $1, -n, 'ticket.replied', '{"type":"ticket.replied"}', false,
         CASE WHEN n % 3 = 0 THEN 'failed' ELSE 'delivered' END::delivery_status, 1, now() - n * interval '1 hour'
       FROM generate_series(1, 30) n
       RETURNING id, status, created_at)
     INSERT INTO webhook_attempts (id, delivery_id, number, started_at, duration_ms, status, error, request_bytes)
     SELECT gen_random_uuid(), id, 1, created_at, 15000, CASE status WHEN 'failed' THEN NULL ELSE 200 END,
       CASE status WHEN 'failed' THEN 'TIMEOUT' END, 25 FROM d`,
    [fromPublicId(webhook._id, 'webhook')],
  );
}

test('the ledger is narrowed by state, goes on by pages, and is resent since a moment', async ({
  asClient: page,
  api,
  receiver,
}) => {
  test.setTimeout(60_000);
  const webhook = await makeWebhook(api.client, receiver.url, ['ticket.closed']);
  await fillLedger(webhook);
  await page.goto(detailOf(webhook));
  await expect(rows(page)).toHaveCount(25);
  await page.getByRole('link', { name: 'Ver anteriores' }).click();
  await expect(rows(page)).toHaveCount(5);
  await page.getByRole('link', { name: 'Volver a las últimas' }).click();
  await expect(rows(page)).toHaveCount(25);
  const filters = page.getByRole('navigation', { name: 'Filtrar entregas' });
  await filters.getByRole('link', { name: 'Fallidas' }).click();
  await expect(rows(page)).toHaveCount(10);
  await expect(rows(page).first()).toContainText(/Fallida.*No respondió en 15 segundos/);
  await filters.getByRole('link', { name: 'En espera' }).click();
  await expect(page.getByRole('heading', { name: 'Ninguna entrega así' })).toBeVisible();
  await page.getByRole('link', { name: 'Ver todas' }).click();

  await page.getByRole('button', { name: 'Reenviar desde…' }).click();
  const since = dialog(page).getByLabel('Desde', { exact: true });
  await since.fill('');
  await dialog(page).getByRole('button', { name: 'Reenviar' }).click();
  await expect(since).toHaveAccessibleDescription(/no es válida/);
  await dialog(page).getByRole('button', { name: 'Hace 1 hora' }).click();
  await expect(dialog(page).getByRole('status')).toHaveText('No hay ninguna desde entonces.');
  await dialog(page)
    .getByRole('radio', { name: /^Todas/ })
    .check();
  await expect(dialog(page).getByRole('status')).toHaveText(/^Se enviará 1 entrega|No hay ninguna/);
  await dialog(page)
    .getByRole('radio', { name: /^Solo las fallidas/ })
    .check();
  await dialog(page).getByRole('button', { name: 'Hace 24 horas' }).click();
  await expect(dialog(page).getByRole('status')).toHaveText(/^Se enviarán [78] entregas\.$/);
  await dialog(page).getByRole('button', { name: 'Reenviar' }).click();
  // Of 30, one an hour, every third: 3 to 24 hours ago; the 24th is made a moment before the field's minute or after it.
  await expect(page.getByText(/Se reenvían [78] entregas/)).toBeVisible();
  // They share their places with those of all other tests.
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(7);
  await page.getByRole('button', { name: 'Actualizar' }).click();
  await filters.getByRole('link', { name: 'Fallidas' }).click();
  await expect.poll(() => rows(page).count()).toBeLessThanOrEqual(3);
});

test('a payload that cannot be fetched is asked for again', async ({
  asClient: page,
  api,
  receiver,
  noConsoleErrors,
}) => {
  noConsoleErrors.allow(/net::ERR_FAILED/);
  const webhook = await makeWebhook(api.client, receiver.url);
  await api.client.post(`/v2/webhooks/${webhook._id}/test`, undefined);
  await page.goto(detailOf(webhook));
  await page.route('**/deliveries/*', (route) => route.abort());
  await rows(page)
    .getByRole('button', { name: /Prueba/ })
    .click();
  await expect(rows(page).getByRole('alert').filter({ hasText: /./ })).toContainText('No pudimos cargar el contenido');
  await page.unroute('**/deliveries/*');
  await rows(page).getByRole('button', { name: 'Reintentar' }).click();
  await expect(rows(page).getByRole('group', { name: 'Contenido' })).toContainText('webhook.test');
});

const looks = [
  { name: 'light and wide', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark on a phone', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

for (const { name, ...options } of looks) {
  test(`every state is accessible and no wider than the screen, ${name}`, async ({
    pageOf,
    client,
    api,
    axe,
    receiver,
  }) => {
    test.slow();
    const page = await pageOf(client, options);
    async function expectRight() {
      // A page that has just come may settle yet.
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(overflow, { message: page.url() }).toBeLessThanOrEqual(0);
      await axe(page);
    }
    await page.goto('/settings/webhooks');
    await expectRight();
    await page.getByRole('button', { name: 'Crear webhook' }).click();
    await dialog(page)
      .getByRole('radio', { name: /Solo algunos/ })
      .check();
    await dialog(page).getByRole('button', { name: 'Crear webhook' }).click();
    await expect(dialog(page).getByRole('group', { name: 'Eventos' })).toHaveAccessibleDescription(
      /Elige al menos uno/,
    );
    await expectRight();
    await dialog(page)
      .getByRole('checkbox', { name: /Alguien responde/ })
      .check();
    await dialog(page)
      .getByLabel('Dirección')
      .fill(`${receiver.url}/${'una-ruta-larga/'.repeat(20)}`);
    await dialog(page).getByRole('button', { name: 'Crear webhook' }).click();
    await expect(page.getByText('Webhook creado')).toBeVisible();
    await expectRight();
    await page.getByRole('link', { name: /una-ruta-larga/ }).click();
    await expect(page.getByRole('heading', { name: 'Todavía no se ha enviado nada' })).toBeVisible();
    receiver.answer = (response) => response.writeHead(500).end('x'.repeat(3000));
    await page.getByRole('button', { name: 'Enviar prueba' }).click();
    await expect(page.getByText('El receptor no aceptó la prueba')).toBeVisible();
    await rows(page)
      .getByRole('button', { name: /Prueba/ })
      .click();
    await expect(rows(page).getByText('webhook.test', { exact: false }).first()).toBeVisible();
    await expect(rows(page).getByRole('button', { name: 'Copiar contenido' })).toBeVisible();
    await expectRight();
    await page.getByRole('button', { name: 'Reenviar desde…' }).click();
    await expect(dialog(page)).toBeVisible();
    await expectRight();
    await page.keyboard.press('Escape');
    receiver.answer = (response) => response.writeHead(410).end();
    const ticket = await fileTicket(api.client);
    await reply(api.agent, ticket, 'Lo miramos.');
    await expect(async () => {
      await page.reload();
      await expect(page.getByText('Apagado por Hilo')).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expectRight();
    await page.goto('/settings/webhooks');
    await expectRight();
    await page.goto('/settings/profile');
    await expectRight();
  });
}
