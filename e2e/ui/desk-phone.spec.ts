import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { composer, open, openDesk } from '../support/desk-page';
import { change, fileTicket, readTicket } from '../support/tickets';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('there is one pane at a time: queues, list, ticket, properties', async ({ api, pageOf, agent, axe }) => {
    const page = await pageOf(agent, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const ticket = await fileTicket(api.client, { title: 'Desde el móvil' });
    await change(api.agent, ticket, { assignedTo: 'me' });
    test.slow();
    await openDesk(page, 'queue=all');
    await page.getByRole('button', { name: 'Abrir colas' }).click();
    await expect(page.getByRole('dialog', { name: 'Colas' })).toBeVisible();
    await axe(page);
    await page.getByRole('dialog').getByRole('link', { name: 'Míos' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('link', { name: 'Desde el móvil' }).click();
    await expect(page.getByRole('heading', { name: 'Desde el móvil', level: 2 })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Lista de tickets' })).toBeHidden();
    await page.getByRole('button', { name: 'Ver cliente y propiedades' }).click();
    const sheet = page.getByRole('dialog', { name: 'Cliente y propiedades' });
    await expect(sheet).toBeVisible();
    await axe(page);
    await sheet.getByRole('button', { name: 'Prioridad:' }).click();
    await page.getByRole('menuitemradio', { name: 'Baja' }).click();
    await expect.poll(async () => (await readTicket(api.agent, ticket)).priority).toBe('low');
    await sheet.getByRole('button', { name: 'Cerrar' }).click();
    await page.getByRole('link', { name: 'Volver a la lista' }).click();
    await expect(page.getByRole('group', { name: 'Lista de tickets' })).toBeVisible();
    await page.getByRole('button', { name: 'Buscar', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Buscar y actuar' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('button', { name: 'Tú' }).click();
    await expect(page.getByRole('menuitem', { name: 'Cerrar sesión' })).toBeVisible();
    await axe(page);
  });

  /** The toast stands whole above what is at the foot. */
  async function expectAbove(page: Page, foot: Locator): Promise<void> {
    const card = page.locator('[data-sonner-toast]').filter({ has: page.locator('button') });
    await expect(async () => {
      const [toast, under] = [await card.boundingBox(), await foot.boundingBox()];
      if (!toast || !under) throw new Error('one of them is not there');
      expect(toast.y + toast.height).toBeLessThanOrEqual(under.y);
      expect(toast.y).toBeGreaterThan(0);
    }).toPass();
  }

  test('a toast covers neither the bar at the foot nor the button that sends', async ({ api, pageOf, agent }) => {
    test.slow();
    const page = await pageOf(agent, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const ticket = await fileTicket(api.client);
    await change(api.agent, ticket, { assignedTo: 'me' });
    await openDesk(page, 'queue=all');
    await page.getByRole('button', { name: 'Tú' }).click();
    await page.getByRole('menuitemradio', { name: 'Ausente' }).click();
    await expectAbove(page, page.getByRole('navigation', { name: 'Navegación' }));
    await open(page, ticket.number, 'queue=all');
    await page.getByRole('button', { name: 'Prioridad:' }).first().click();
    await page.getByRole('menuitemradio', { name: 'Baja' }).click();
    await expectAbove(page, composer(page));
  });
});
