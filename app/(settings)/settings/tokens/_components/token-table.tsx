'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Td, Tr } from '@/components/ui/table';
import { TokenFacts } from './token-facts';
import { isDead, type TokenView } from './token-view';

/** The tokens in rows; what opens nothing any more is grey and has no act left. */
export function TokenTable(props: {
  tokens: TokenView[];
  /** Whose each is: only admins see other people's. */
  showsOwner: boolean;
  freshId?: string;
  onRevoke: (token: TokenView) => void;
}) {
  const { tokens, showsOwner, freshId, onRevoke } = props;
  const t = useTranslations('settings.tokens');
  const columns = [
    t('column.name'),
    ...(showsOwner ? [t('column.owner')] : []),
    t('column.prefix'),
    t('column.lastUsed'),
    t('column.expires'),
  ];
  return (
    <Table label={t('table')} columns={columns} actions={t('column.actions')}>
      {tokens.map((token) => (
        <Tr key={token._id} isFresh={token._id === freshId} className={isDead(token.state) ? 'text-text-3' : undefined}>
          <Td className="min-w-44 text-md font-medium [overflow-wrap:anywhere] max-md:min-w-0">
            <span>
              {token.name}
              <TokenFacts token={token} />
            </span>
          </Td>
          {showsOwner && (
            <Td label={t('column.owner')}>
              <Owner token={token} />
            </Td>
          )}
          <Td label={t('column.prefix')}>
            <span className="num whitespace-nowrap">{token.prefix}…</span>
          </Td>
          <Td label={t('column.lastUsed')} className="whitespace-nowrap tabular-nums">
            <span>
              {token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : t('never')}
              {token.lastUsedFrom && (
                <span className="num block max-w-[18ch] whitespace-normal text-text-3 [overflow-wrap:anywhere] max-md:max-w-none">
                  {token.lastUsedFrom}
                </span>
              )}
            </span>
          </Td>
          <Td label={t('column.expires')} className="whitespace-nowrap tabular-nums">
            <Expiry token={token} />
          </Td>
          <Td isAction>
            {!isDead(token.state) && (
              <Button
                variant="danger"
                size="sm"
                aria-label={t('revokeNamed', { name: token.name })}
                onClick={() => onRevoke(token)}
              >
                {t('revoke')}
              </Button>
            )}
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function Owner({ token }: { token: TokenView }) {
  const role = useTranslations('common.account.role');
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Avatar id={token.ownerKey} name={token.user.name} size="sm" className={cx(isDead(token.state) && 'grayscale')} />
      <span className="[overflow-wrap:anywhere]">
        {token.user.name} <span className="text-text-3">· {role(token.user.role)}</span>
      </span>
    </span>
  );
}

function Expiry({ token }: { token: TokenView }) {
  const t = useTranslations('settings.tokens');
  const { state, expiresAt, revokedAt } = token;
  if (state === 'revoked' && revokedAt) return t.rich('revoked', { time: () => <RelativeTime at={revokedAt} /> });
  if (state === 'ownerless') return <span className="text-warning-text">{t('ownerless')}</span>;
  if (!expiresAt) return t('noExpiry');
  if (state === 'expired') return t.rich('expired', { time: () => <RelativeTime at={expiresAt} /> });
  if (state === 'live') return <RelativeTime at={expiresAt} />;
  return (
    <span className="inline-flex items-center gap-1 font-medium text-urgent-text">
      <TriangleAlert size={14} strokeWidth={2} aria-hidden />
      <span className="sr-only">{t('expiresSoon')} </span>
      <RelativeTime at={expiresAt} />
    </span>
  );
}
