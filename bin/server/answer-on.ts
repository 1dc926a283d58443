import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The answer that is being made on a connection, if any. (Node knows it by this name alone.) */
export function answerOn(connection: Duplex): ServerResponse | undefined {
  return (connection as Duplex & { _httpMessage?: ServerResponse | null })._httpMessage ?? undefined;
}
