import { expect, type Page } from '@playwright/test';
import { leastTicket } from './tickets';

/** Opens a page with a form, once its script listens: a press before that would be the browser's, not ours. */
export async function openForm(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('form[data-ready]')).toBeVisible();
}

/** Writes into the new-ticket form the least that a ticket needs. */
export async function fillTicket(page: Page, title = leastTicket.title): Promise<void> {
  await page.getByLabel('Título').fill(title);
  await page.getByLabel('Descripción').fill(leastTicket.description);
  await page.getByRole('radio', { name: /^Alta/ }).check();
  await page.getByLabel('Categoría').selectOption({ label: 'Técnico' });
}

/** The rows of a client's list. */
export const listRows = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem');
