import { idText, makeId } from './ids';
import { type Random, zipf } from './random';
import { plain } from './text';
import { companies, firstNames, lastNames } from './words';

/** Somebody of the world. */
export interface Person {
  id: Uint8Array;
  /** The id as Postgres writes it. */
  key: string;
  role: 'client' | 'agent' | 'admin';
  name: string;
  email: string;
  /** When they came, in milliseconds; of clients shortly before their first ticket. */
  since: number;
}

/** Addresses of those whom tests and benchmarks act as. Tokens: `npm run hilo -- token create --email …`. */
export const known = {
  admin: 'admin@mundo.example',
  agent: 'agente@mundo.example',
  /** A client with about a tenth of all tickets. */
  manyTickets: 'muchas@mundo.example',
  /** A client with twelve tickets. */
  dozen: 'docena@mundo.example',
  /** A client with one. */
  oneTicket: 'una@mundo.example',
} as const;

const AGENTS = 40;
const teamNames = ['Soporte técnico', 'Facturación', 'Integraciones', 'Cuentas'];

/** Everybody, by how much they have to do with tickets. */
export interface People {
  staff: Person[];
  agents: Person[];
  /** The first has by far the most tickets; after these the clients with twelve and with one. */
  clients: Person[];
  dozen: Person;
  one: Person;
  teams: { id: Uint8Array; key: string; name: string }[];
  drawAgent(random: Random): Person;
  drawClient(random: Random): Person;
}

/** Makes those of a world of so many tickets that begins at `start`. */
export function makePeople(random: Random, tickets: number, start: number): People {
  let count = 0;
  const make = (role: Person['role'], email?: string): Person => {
    count += 1;
    const id = makeId(random, start, count);
    const first = firstNames[random.below(firstNames.length)] ?? '';
    const last = lastNames[random.below(lastNames.length)] ?? '';
    const company = companies[random.below(companies.length)] ?? '';
    const own =
      role === 'client'
        ? `${plain(first)}.${plain(last)}.${count}@${company}.example`
        : `${plain(first)}.${plain(last)}.${count}@mundo.example`;
    return { id, key: idText(id), role, name: `${first} ${last}`, email: email ?? own, since: start };
  };
  const admin = make('admin', known.admin);
  const agents = Array.from({ length: Math.max(2, Math.min(AGENTS, Math.ceil(tickets / 50))) }, (_, place) =>
    make('agent', place === 0 ? known.agent : undefined),
  );
  const clients = Array.from({ length: Math.max(3, Math.ceil(tickets / 20)) }, (_, place) =>
    make('client', place === 0 ? known.manyTickets : undefined),
  );
  const [agentDice, clientDice] = [zipf(agents.length, 0.8), zipf(clients.length)];
  const [someAgent, someClient] = [agents[0] ?? admin, clients[0] ?? admin];
  return {
    staff: [admin, ...agents],
    agents,
    clients,
    dozen: make('client', known.dozen),
    one: make('client', known.oneTicket),
    teams: teamNames.map((name) => {
      count += 1;
      const id = makeId(random, start, count);
      return { id, key: idText(id), name };
    }),
    drawAgent: (dice) => agents[agentDice.draw(dice)] ?? someAgent,
    drawClient: (dice) => clients[clientDice.draw(dice)] ?? someClient,
  };
}
