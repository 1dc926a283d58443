import { type ApiFailure, type ApiSuccess, apiFetch } from '@/components/forms/api';

/** A read that failed, for what shows it. */
export class DeskFailure extends Error {
  constructor(readonly failure: ApiFailure) {
    super(failure.code);
    this.name = 'DeskFailure';
  }
}

/**
 * Reads of our API for the desk's cache. Who is signed out by now goes to sign in and comes back. Errors: `DeskFailure`.
 */
export async function fetchDesk<Data>(url: string, signal?: AbortSignal): Promise<ApiSuccess<Data>> {
  const result = await apiFetch<Data>(url, { signal });
  if (result.ok) return result;
  if (result.status === 401)
    location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`);
  throw new DeskFailure(result);
}

/** Whether asking again may help: the network, the server, or a limit that passes. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof DeskFailure)) return false;
  const { status } = error.failure;
  return status === 0 || status === 429 || status >= 500;
}
