import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '@/e2e/support/api';
import type { Operation } from '@/e2e/support/document';
import { placesOf } from './xss-fields';

interface Made {
  _id: string;
  number: number;
}

/** What writes texts that mean harm, and remembers where they were taken. */
export interface Writer {
  /** What was made; undefined where it was refused. */
  write(by: Api, method: string, path: string, body: object): Promise<Made | undefined>;
  post(by: Api, path: string, body: object): Promise<Made | undefined>;
  /** A harmless-looking text that is not, with a word of its own by which a page that shows it is known. */
  marked(): string;
  /** Says that a marked text was taken at a place that is none of a JSON body's. */
  note(place: string, text: string): void;
  /** Places of bodies, as `createTicket.title`, that took a text with markup in it. */
  planted: Set<string>;
  /** Where each marked text was taken, by its word. */
  marks: Map<string, string>;
  /** What tells this writer's names from those of others on the same desk. */
  run: string;
  /** How many writes were taken, and how many refused, by their codes. */
  told: { taken: number; refused: Record<string, number> };
}

/** Words of marked texts in what a page shows. */
export const markWord = /marca\d+x/g;

/** How many texts were marked by all writers together: a desk that is written to twice shows what the first wrote, too. */
let markCount = 0;

/** A writer for one desk, which knows by the API's document what each write is. */
export function openWriter(operations: Operation[]): Writer {
  const routes = operations.map(({ method, path, operationId }) => ({
    method,
    operationId,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const told: Writer['told'] = { taken: 0, refused: {} };
  const planted = new Set<string>();
  const marks = new Map<string, string>();
  const note = (place: string, text: string) => {
    if (/[<>]/.test(text)) planted.add(place);
    for (const word of text.match(markWord) ?? []) marks.set(word, place);
  };
  const write: Writer['write'] = async (by, method, path, body) => {
    let answer = await by.send<{ data: Made; message: string }>(method, path, { body });
    // Of many writes at once to one ticket the last may be told to come again.
    for (let again = 0; answer.status === 503 && again < 3; again++) {
      await sleep(1000 * Number(answer.headers.get('retry-after') ?? 1));
      answer = await by.send(method, path, { body });
    }
    if (answer.status >= 500) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(body)}`);
    if (answer.status >= 300) {
      told.refused[answer.body.message] = (told.refused[answer.body.message] ?? 0) + 1;
      return undefined;
    }
    told.taken += 1;
    const route = routes.find((each) => each.method === method && each.pattern.test(path));
    if (!route) throw new Error(`The document does not name ${method} ${path}.`);
    for (const { path: place, text } of placesOf(body, route.operationId)) note(place, text);
    return answer.body.data;
  };
  return {
    write,
    post: (by, path, body) => write(by, 'POST', path, body),
    marked: () => `<img src=x onerror=__xss(-50)>marca${++markCount}x`,
    note,
    planted,
    marks,
    run: crypto.randomUUID().slice(0, 8),
    told,
  };
}
