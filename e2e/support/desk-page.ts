import { expect, type Page } from '@playwright/test';
import sql from 'sql-template-tag';
import { inTransaction } from '@/lib/platform/db';
import type { Person } from './people';

/** The messages of the open ticket. */
export const conversation = (page: Page) => page.getByRole('region', { name: 'Conversación' });

/** Where an agent answers or notes, its field, and its button. */
export const composer = (page: Page) =>
  page.locator('form').filter({ has: page.getByRole('tab', { name: 'Responder' }) });
export const box = (page: Page) => composer(page).getByRole('textbox');
export const send = (page: Page) => composer(page).getByRole('button', { name: 'Enviar', exact: true });

/** What waits to be sent, in the thread. */
export const waiting = (page: Page) =>
  conversation(page)
    .getByRole('article')
    .filter({ hasText: /Se envía en|Enviando/ });

/** Sends what waits, without waiting where there is still time to. */
export async function sendNow(page: Page): Promise<void> {
  await waiting(page)
    .getByRole('button', { name: 'Enviar ya' })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(waiting(page)).toBeHidden({ timeout: 20_000 });
}

/** A property's button in the ticket's head. */
export const picker = (page: Page, name: string) => page.locator('[data-ticket]').getByRole('button', { name });

/** The rows of the list that are drawn. */
export const rows = (page: Page) => page.getByRole('group', { name: 'Lista de tickets' }).getByRole('listitem');

/** What tells that somebody was faster. */
export const conflict = (page: Page) => page.getByRole('alert').filter({ hasText: 'este ticket' });

/** Waits until the desk hears what is typed and pressed. */
async function isReady(page: Page): Promise<void> {
  await expect(page.locator('[data-desk][data-ready]')).toBeAttached({ timeout: 15_000 });
}

/** Opens the desk with nothing open. */
export async function openDesk(page: Page, query = 'queue=mine'): Promise<void> {
  await page.goto(`/desk?${query}`);
  await isReady(page);
}

/** Opens a ticket by its address. */
export async function open(page: Page, number: number, query = 'queue=mine'): Promise<void> {
  await page.goto(`/desk/tickets/${number}?${query}`);
  await isReady(page);
}

/** Changes a property beside the ticket. */
export async function pick(page: Page, property: string, value: string): Promise<void> {
  await page
    .getByRole('complementary')
    .getByRole('button', { name: `${property}:` })
    .click();
  await page.getByRole('menuitemradio', { name: value }).click();
}

/** Keeps the addresses of whatever pages or page payloads are asked of the server from here on; the API is none of them. */
export function documentsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const isPage = request.resourceType() === 'document' || request.headers().rsc !== undefined;
    if (isPage) asked.push(pathname);
  });
  return asked;
}

/** Puts many tickets into an agent's queue at once, "Ticket de 330: 1" being the newest. */
export async function assignMany(client: Person, agent: Person, count: number): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.query(
      sql`INSERT INTO tickets (id, title, description, status, priority, category, client_id, assigned_to_id, created_at,
            updated_at, staff_updated_at)
          SELECT gen_random_uuid(), 'Ticket de ' || ${count}::int || ': ' || i, 'x', 'open', 'medium', 'general',
            ${client.userId}::uuid, ${agent.userId}::uuid, now() - make_interval(mins => i), now() - make_interval(mins => i),
            now() - make_interval(mins => i) FROM generate_series(1, ${count}::int) i`,
    );
    await tx.query(
      sql`INSERT INTO threads (id, ticket_id, author_id, type, message, created_at)
          SELECT gen_random_uuid(), t.id, t.client_id, 'user', 'Mensaje de ' || t.title, t.created_at FROM tickets t
          WHERE t.assigned_to_id = ${agent.userId}::uuid AND t.client_id = ${client.userId}::uuid`,
    );
  });
}
