import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { makeWorld } from './arena';
import type { Arena, Attack, Outcome } from './attack';
import { browserOf } from './attackers';
import { targetsOf } from './headers';
import { ask } from './raw';
import { hideSecrets } from './secrets';
import { stateTricks } from './state-tree';

/** Where Next notes that there is a proxy.ts: without the note it never calls it. */
const note = 'server/functions-config-manifest.json';

/** The same files in another folder; symbolic links lead where they led. */
function linkFolder(from: string, to: string, leave: (name: string) => boolean): void {
  mkdirSync(to, { recursive: true });
  for (const each of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, each.name), path.join(to, each.name)];
    if (leave(each.name)) continue;
    if (each.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (each.isDirectory()) linkFolder(source, target, () => false);
    else linkSync(source, target);
  }
}

/** A copy of a build, by links to the same files, as it would be had there been no proxy.ts. */
export async function buildWithoutProxy(dist: string): Promise<string> {
  const copy = `.next-attack-${process.pid}`;
  // Of a run that was killed.
  rmSync(copy, { recursive: true, force: true });
  linkFolder(dist, copy, (name) => /^(cache|trace|serving-)/.test(name));
  const manifest = JSON.parse(readFileSync(path.join(dist, note), 'utf8')) as { functions: Record<string, unknown> };
  if (!('/_middleware' in manifest.functions)) throw new Error(`${note} names no proxy: look where Next keeps it now.`);
  delete manifest.functions['/_middleware'];
  // Not into the file that the build itself has.
  rmSync(path.join(copy, note));
  writeFileSync(path.join(copy, note), JSON.stringify(manifest));
  return copy;
}

/** Every page and route of a desk whose proxy.ts is never called: it may lack the proxy's headers, and must refuse all the same. */
export async function attackProxyless(arena: Arena): Promise<Outcome> {
  const { world, desk } = arena;
  const findings = new Set<string>();
  const secrets = await hideSecrets(await makeWorld(desk.url));
  const all = await targetsOf(arena, secrets);
  const readers: [string, Record<string, string>][] = [
    ['nobody', {}],
    ['another client', await browserOf(world.client, desk.url)],
    ['another agent', await browserOf(world.agent, desk.url)],
  ];
  const admin = await browserOf(world.admin, desk.url);
  const waysOf = (source: string | undefined, at: string) =>
    [['plainly', { accept: 'text/html' }] as const, ...stateTricks(source, at)].slice(0, arena.isQuick ? 3 : undefined);
  let [tried, shown, refused] = [0, 0, 0];
  for (const { path: at, source } of all) {
    const seen = await ask(desk.url, { path: at, headers: { ...admin, accept: 'text/html' } });
    if (seen?.text.includes(secrets.word)) shown += 1;
    if (seen?.headers.get('content-security-policy')?.includes('nonce'))
      findings.add(`${at} went through proxy.ts: nothing is proved`);
    for (const [name, headers] of readers) {
      for (const [how, more] of waysOf(source, at)) {
        const answer = await ask(desk.url, { path: at, headers: { ...headers, ...more } });
        tried += 1;
        const by = `${at.replace(/_[0-9a-z]{26}/, '_…')} ${how} by ${name}`;
        if (!answer || answer.status >= 500) findings.add(`${by} is answered ${answer?.status}`);
        // Agents may see clients and their tickets.
        if (name !== 'another agent' && answer?.text.includes(secrets.word)) findings.add(`${by} shows the secret`);
        const isRefused = answer && (answer.status >= 300 || /NEXT_REDIRECT|\/sign-in/.test(answer.text));
        if (isRefused) refused += 1;
        if (name === 'nobody' && !isRefused) findings.add(`${by} is answered ${answer?.status}`);
        const isAdmins = /^\/settings\/(fields|people|teams)|^\/v2\/users/.test(at);
        if (isAdmins && answer && answer.status < 300 && !/NEXT_(REDIRECT|HTTP_ERROR)/.test(answer.text))
          findings.add(`${by}, which is for admins, is answered ${answer.status}`);
      }
    }
  }
  if (shown < 15) findings.add(`only ${shown} addresses show an admin the secret: too few to prove anything`);
  return {
    tried,
    findings: [...findings],
    saw: `${all.length} addresses, ${shown} with the secret; ${refused} refusals without proxy.ts`,
  };
}

export const proxyless: Attack = {
  name: 'proxyless',
  what: 'every page and route with proxy.ts taken out',
  env: { HILO_TRUST_PROXY: '0' },
  rebuild: buildWithoutProxy,
  run: attackProxyless,
};
