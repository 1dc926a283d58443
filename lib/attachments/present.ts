import { env } from '@/lib/platform/env';

/** The address of a message's file as the API gives it: a path of ours, as stored, with our host before it; a link as it is. */
export function absoluteUrl(url: string): string {
  return url.startsWith('/') ? env().HILO_URL + url : url;
}
