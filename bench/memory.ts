import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Desk } from '@/e2e/support/desk';
import { makePerson, type Person, sessionCookie } from '@/e2e/support/people';
import { exampleTicket } from './drive';
import { type Line, type Stage, spread } from './section';

/** How many requests are under way at once. */
const hands = 8;

function residentMB(pid: number): number {
  const kB = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kB) * 1024) / 1e6;
}

/** The slope of the line through points, by least squares. */
function slopeOf(points: [number, number][]): number {
  const mean = (of: (point: [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point[0]), mean((point) => point[1])];
  const across = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return across / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

interface Known {
  ticket: string;
  number: number;
}

/** What people do to a desk in an hour, in the proportions in which they do it. */
async function act(url: string, who: { client: Person; agent: Person; cookie: string; own: Known[] }, turn: number) {
  const as = ({ token }: Person) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(url + path, { redirect: 'manual', ...init });
    const text = await answer.text();
    if (answer.status >= 400) throw new Error(`${init.method ?? 'GET'} ${path} answered ${answer.status}: ${text}`);
    return text;
  };
  const { client, agent, own } = who;
  const some = own[turn % Math.max(1, own.length)];
  const kind = turn % 20;
  if (kind < 4 || !some) {
    const body = JSON.stringify({ ...exampleTicket, title: `${exampleTicket.title} ${turn}` });
    const { data } = JSON.parse(await ask('/v2/support-tickets', { method: 'POST', headers: as(client), body })) as {
      data: { _id: string; number: number };
    };
    if (own.length < 200) own.push({ ticket: data._id, number: data.number });
    return;
  }
  if (kind < 8) return ask(`/v2/support-tickets/${some.ticket}`, { headers: as(agent) });
  if (kind < 11) return ask('/v2/support-tickets?status=open&limit=25', { headers: as(agent) });
  if (kind < 13) return ask(`/v2/support-tickets?q=biom%C3%A9trica+${turn % 50}`, { headers: as(agent) });
  if (kind < 15) {
    const body = JSON.stringify({ message: `Sigue igual, ${turn}.` });
    return ask(`/v2/support-tickets/${some.ticket}/threads`, { method: 'POST', headers: as(agent), body });
  }
  if (kind < 16) {
    const body = JSON.stringify({ priority: turn % 40 < 20 ? 'low' : 'urgent' });
    return ask(`/v2/support-tickets/${some.ticket}`, { method: 'PATCH', headers: as(agent), body });
  }
  if (kind < 18) return ask(`/desk/tickets/${some.number}`, { headers: { cookie: who.cookie, accept: 'text/html' } });
  return ask('/desk?queue=open', { headers: { cookie: who.cookie, accept: 'text/html' } });
}

async function measure(desk: Desk, { requests, idleMs }: { requests: number; idleMs: number }, say: Stage['say']) {
  const [client, agent] = [await makePerson('client'), await makePerson('agent')];
  const cookie = await sessionCookie(agent);
  await delay(idleMs);
  const idle = residentMB(desk.pid);
  const who = { client, agent, cookie: `${cookie.name}=${cookie.value}`, own: [] };
  const readings: [number, number][] = [];
  let sent = 0;
  let done = 0;
  const timer = setInterval(() => readings.push([done, residentMB(desk.pid)]), 1_000);
  const hand = async () => {
    while (sent < requests) {
      sent += 1;
      await act(desk.url, who, sent);
      done += 1;
      if (done % 10_000 === 0) say(`${done} requests, ${Math.round(residentMB(desk.pid))} MB`);
    }
  };
  try {
    await Promise.all(Array.from({ length: hands }, hand));
  } finally {
    clearInterval(timer);
  }
  readings.push([done, residentMB(desk.pid)]);
  return { idle, readings };
}

const goals = { most: 450, slope: 1 };

/**
 * Resident memory of the server's process, in MB of 1,000,000 bytes: idle, at most while eight hands do 60,000 things of all kinds
 * (what fifty agents and their clients do in an hour, at one thing every three seconds each), and how it grew over the second half of
 * them: the slope of a line through one reading a second. Linux only.
 */
export async function memorySection({ plan, say, desk }: Stage): Promise<Line[]> {
  const { desk: ours } = await desk();
  const requests = plan.isQuick ? 1_000 : 60_000;
  const { idle, readings } = await measure(ours, { requests, idleMs: plan.isQuick ? 1_000 : 20_000 }, say);
  const most = Math.max(...readings.map(([, mb]) => mb));
  const slope = slopeOf(readings.slice(Math.floor(readings.length / 2))) * 10_000;
  const one = (what: string, value: number, unit: string): Line => ({
    section: 'memory',
    what,
    unit,
    hilo: spread([value]),
  });
  return [
    one('resident, idle', idle, 'MB'),
    {
      ...one(`resident at most, ${requests} requests of all kinds`, most, 'MB'),
      goal: `< ${goals.most} MB`,
      isMet: most < goals.most,
      more: { readings },
    },
    {
      ...one('growth over the second half', slope, 'MB/10,000 requests'),
      ...(plan.isQuick ? {} : { goal: `< ${goals.slope}`, isMet: slope < goals.slope }),
    },
  ];
}
