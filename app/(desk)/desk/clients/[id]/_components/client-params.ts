import { statuses, type TicketStatus } from '@/lib/tickets/schema';

/** Which of a client's tickets are shown. It lives in the address. */
export interface ClientParams {
  status?: TicketStatus;
  /** The `next` of the page before. */
  cursor?: string;
}

/** Reads the address; what it does not understand counts as absent. */
export function readClientParams(params: Record<string, string | string[] | undefined>): ClientParams {
  const [status, cursor] = [params.status, params.cursor].map((value) => [value ?? []].flat()[0]);
  return {
    status: statuses.find((each) => each === status),
    cursor: cursor && cursor.length <= 200 ? cursor : undefined,
  };
}

/** The address of a client's page. */
export function clientHref(id: string, { status, cursor }: ClientParams = {}): string {
  const query = new URLSearchParams({ ...(status && { status }), ...(cursor && { cursor }) });
  return `/desk/clients/${encodeURIComponent(id)}${query.size > 0 ? `?${query}` : ''}`;
}
