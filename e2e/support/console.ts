import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** What a page complained of: errors in its console and exceptions that nobody caught. */
export interface Complaints {
  list: string[];
  /** Complaints that fit are expected in this test. */
  allow(pattern: RegExp): void;
}

/** Chromium reports each refused request; a refusal of the API, or a page answered with 4xx, is for the test to judge. */
function isRefusal(message: ConsoleMessage): boolean {
  if (!/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return false;
  const { url } = message.location();
  const pathname = URL.canParse(url) ? new URL(url).pathname : '';
  return pathname.startsWith('/v2/') || pathname.startsWith('/api/') || url === message.page()?.url();
}

/** Listens to every page of a context. */
export function listenForComplaints(context: BrowserContext, complaints: Complaints): void {
  context.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message))
      complaints.list.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => void complaints.list.push(error.error().stack ?? String(error.error())));
}
