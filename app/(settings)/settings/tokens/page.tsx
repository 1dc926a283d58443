import type { Metadata } from 'next';
import { getNow, getTranslations } from 'next-intl/server';
import { isAdmin } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';
import { listOwners, mostOwners } from '@/lib/people/queries';
import { env } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { presentToken } from '@/lib/tokens/present';
import { listTokens } from '@/lib/tokens/queries';
import { tokenState } from '@/lib/tokens/rules';
import { isDead, type OwnerOption, type TokenView } from './_components/token-view';
import { TokensView } from './_components/tokens-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.tokens');
  return { title: t('title') };
}

/** The API's tokens: one's own, for admins everybody's. Those that open nothing any more stand last. */
export default async function TokensPage() {
  const actor = await requireActor('/settings/tokens');
  const [rows, now, users] = await Promise.all([
    listTokens(actor),
    getNow(),
    isAdmin(actor) ? listOwners(actor) : null,
  ]);
  const tokens: TokenView[] = rows.map((row) => ({
    ...presentToken(row),
    state: tokenState(row, now),
    ownerKey: row.user.id,
  }));
  const owners: OwnerOption[] | undefined = users?.map(({ id, role, name, email }) => ({
    id: toPublicId(role === 'client' ? 'client' : 'agent', id),
    role,
    name,
    email,
  }));
  return (
    <TokensView
      tokens={[...tokens.filter((token) => !isDead(token.state)), ...tokens.filter((token) => isDead(token.state))]}
      admin={
        owners && {
          owners,
          hasMore: users?.filter((user) => !user.isStaff).length === mostOwners,
          rateLimit: env().HILO_RATE_LIMIT,
        }
      }
      selfId={toPublicId(actor.role === 'client' ? 'client' : 'agent', actor.userId)}
      url={env().HILO_URL}
    />
  );
}
