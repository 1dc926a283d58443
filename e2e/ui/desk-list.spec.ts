import { expect, test } from '../fixtures';
import { assignMany, box, conversation, documentsOf, openDesk, rows } from '../support/desk-page';
import { sessionCookie } from '../support/people';
import { change, fileTicket } from '../support/tickets';

test.use({ viewport: { width: 1440, height: 900 } });

test('the keyboard alone goes through a queue, answers and comes back', async ({ api, agent, asAgent: page }) => {
  const tickets = [];
  for (const title of ['Tercero', 'Segundo', 'Primero']) {
    const ticket = await fileTicket(api.client, { title });
    await change(api.agent, ticket, { assignedTo: 'me' });
    tickets.push(ticket);
  }
  await openDesk(page);
  await expect(rows(page)).toHaveCount(3);
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(page.getByRole('link', { name: 'Primero' })).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Segundo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Segundo', level: 2 })).toBeFocused();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { name: 'Tercero', level: 2 })).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { name: 'Segundo', level: 2 })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${tickets[1]?.number}\\?queue=mine$`));

  await page.keyboard.press('n');
  await expect(page.getByRole('tab', { name: 'Nota interna' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('jjj r/n');
  await expect(box(page)).toHaveValue('jjj r/n');
  await page.keyboard.press('Control+Enter');
  await expect(conversation(page).getByText('jjj r/n')).toBeVisible();
  await expect(box(page)).toHaveValue('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.locator('[data-desk-search]:visible')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/desk\?queue=mine$/);
  expect(agent.name).not.toBe('');
});

test('text and order live in the address, stay while a ticket is open, and go back and forward', async ({
  api,
  asAgent: page,
}) => {
  const word = `zafiro${Date.now()}`;
  const low = await fileTicket(api.client, { title: `${word} bajo`, priority: 'low' });
  const urgent = await fileTicket(api.client, { title: `${word} urgente`, priority: 'urgent' });
  const high = await fileTicket(api.client, { title: `${word} alto`, priority: 'high' });
  await openDesk(page, 'queue=all');
  const asked = documentsOf(page);
  await page.locator('[data-desk-search]:visible').fill(word);
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText(high.title);

  await page.getByRole('button', { name: 'Más recientes' }).click();
  await page.getByRole('menuitemradio', { name: 'Más urgentes' }).click();
  await expect(rows(page).first()).toContainText(urgent.title);
  await expect(rows(page).last()).toContainText(low.title);

  await page.getByRole('link', { name: urgent.title }).click();
  await expect(page.getByRole('heading', { name: urgent.title, level: 2 })).toBeVisible();
  await expect(page).toHaveURL(`/desk/tickets/${urgent.number}?queue=all&sort=urgent&q=${word}`);
  await expect(page).toHaveTitle(new RegExp(`#${urgent.number} ${urgent.title}`));
  await rows(page).getByRole('link', { name: low.title }).click();
  await expect(page.getByRole('heading', { name: low.title, level: 2 })).toBeFocused();

  await page.goBack();
  await expect(page.getByRole('heading', { name: urgent.title, level: 2 })).toBeVisible();
  await expect(rows(page).getByRole('link', { name: urgent.title })).toHaveAttribute('aria-current', 'true');
  await page.goBack();
  await expect(page).toHaveURL(`/desk?queue=all&sort=urgent&q=${word}`);
  await expect(page.getByRole('heading', { name: 'Elige un ticket' })).toBeVisible();
  await page.goBack();
  await expect(rows(page).first()).toContainText(high.title);
  await page.goForward();
  await expect(page).toHaveURL(`/desk?queue=all&sort=urgent&q=${word}`);
  await page.goForward();
  await expect(page.getByRole('heading', { name: urgent.title, level: 2 })).toBeVisible();
  await expect(rows(page).first()).toContainText(urgent.title);
  expect(asked).toEqual([]);

  // The address alone says it all.
  await page.reload();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText(urgent.title);
  await expect(rows(page).getByRole('link', { name: urgent.title })).toHaveAttribute('aria-current', 'true');
});

test('what a search does not find in a queue is looked for in all', async ({ api, asAgent: page }) => {
  const word = `granate${Date.now()}`;
  await fileTicket(api.client, { title: word });
  await page.goto(`/desk?queue=pending&q=${word}`);
  await expect(page.getByRole('heading', { name: `Nada con «${word}»` })).toBeVisible();
  await page.getByRole('link', { name: 'Buscar en todos' }).click();
  await expect(rows(page)).toHaveCount(1);
});

test('a long queue is scrolled to its end while tickets come, without a hole or a double', async ({
  api,
  client,
  agent,
  asAgent: page,
}) => {
  await assignMany(client, agent, 330);
  test.slow();
  await openDesk(page, 'queue=mine&sort=updated');
  await expect(rows(page).first()).toBeVisible();
  const seen: string[] = [];
  const list = page.getByRole('group', { name: 'Lista de tickets' });
  await list.evaluate((element) => element.scrollTo(0, 900));
  const inSight = () =>
    rows(page).evaluateAll((all) =>
      all
        .filter((row) => {
          const box = row.parentElement?.parentElement?.getBoundingClientRect();
          return box && row.getBoundingClientRect().top >= box.top;
        })
        .map((row) => row.querySelector('h3')?.textContent ?? ''),
    );
  await expect.poll(async () => (await inSight())[0]).not.toContain('de 330: 1 ');
  const [stood] = await inSight();
  // Somebody else's doing puts a ticket at the top: what the reader looks at stays where it is.
  const fresh = await fileTicket(api.client, { title: 'Recién llegado' });
  await change(api.agent, fresh, { assignedTo: 'me' });
  // Whoever comes back to the page has its lists read again.
  const read = page.waitForResponse((response) => response.url().includes('/v2/desk/tickets?'));
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
  await read;
  expect((await inSight())[0]).toBe(stood);

  await expect(async () => {
    for (const title of await inSight()) if (!seen.includes(title)) seen.push(title);
    await list.evaluate((element) => element.scrollBy(0, 500));
    await expect(page.getByText('Eso es todo en esta cola')).toBeInViewport({ timeout: 50 });
  }).toPass({ timeout: 60_000, intervals: [50] });
  for (const title of await rows(page).locator('h3').allTextContents()) if (!seen.includes(title)) seen.push(title);
  const numbers = seen.filter((title) => title.includes(' de 330: ')).map((title) => Number(title.split(': ')[1]));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(numbers.length).toBeGreaterThan(300);
  expect(numbers.at(-1)).toBe(330);
  // Few of them are in the page at any time.
  expect(await rows(page).count()).toBeLessThan(60);

  await rows(page).last().getByRole('link').click();
  await expect(page.locator('[data-ticket]')).toBeVisible();
  await expect(page.locator('[data-row][aria-current]')).toBeInViewport();
});

test('the first page of a queue is links before any script runs', async ({ client, agent, browser, deskUrl }) => {
  await assignMany(client, agent, 60);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: deskUrl });
  await context.addCookies([{ ...(await sessionCookie(agent)), url: deskUrl }]);
  const page = await context.newPage();
  await page.goto('/desk');
  await expect(page.locator('a[data-row]')).toHaveCount(50);
  await page.locator('a[data-row]').nth(3).click();
  await expect(page.locator('[data-ticket]')).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
  await context.close();
});
