'use client';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { SecretBox } from '@/components/ui/secret-box';
import type { NewTokenObject } from '@/lib/tokens/schema';
import { CreateToken } from './create-token';
import { RevokeToken } from './revoke-token';
import { TokenTable } from './token-table';
import type { AdminOptions, TokenView } from './token-view';
import { TryIt } from './try-it';

/** The tokens, the dialogs that make and revoke one, the new one's secret until its banner closes, and its first call. */
export function TokensView(props: { tokens: TokenView[]; admin?: AdminOptions; selfId: string; url: string }) {
  const { tokens, admin, selfId, url } = props;
  const t = useTranslations('settings.tokens');
  const router = useRouter();
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<NewTokenObject>();
  const [revoking, setRevoking] = useState<TokenView>();

  const create = (
    <Button variant="primary" size="lg" onClick={() => setCreating(true)}>
      <Plus size={16} strokeWidth={2} aria-hidden />
      {t('create')}
    </Button>
  );
  const text = (
    <>
      {t(admin ? 'text' : 'textOwn')} <a href="/docs">{t('howTo')}</a>
    </>
  );
  return (
    <>
      <PageHeader title={t('title')} text={text} action={tokens.length > 0 && create} />
      {created && (
        <div className="mb-6">
          <SecretBox
            title={<span className="[overflow-wrap:anywhere]">{t('createdTitle', { name: created.name })}</span>}
            text={t('createdText')}
            valueLabel={t('secret')}
            value={created.token}
            copyLabel={t('copy')}
            onDismiss={() => setCreated(undefined)}
          />
        </div>
      )}
      {tokens.length > 0 ? (
        <TokenTable tokens={tokens} showsOwner={admin !== undefined} freshId={created?._id} onRevoke={setRevoking} />
      ) : (
        <Panel>
          <EmptyState drawing="spool" title={t('emptyTitle')} text={t('emptyText')} actions={create} />
        </Panel>
      )}
      <TryIt url={url} token={created} />
      <CreateToken
        open={isCreating}
        onOpenChange={setCreating}
        admin={admin}
        selfId={selfId}
        onCreated={(token) => {
          setCreating(false);
          setCreated(token);
          router.refresh();
        }}
      />
      <RevokeToken
        token={revoking}
        onClose={(isRevoked) => {
          if (isRevoked && created?._id === revoking?._id) setCreated(undefined);
          setRevoking(undefined);
        }}
      />
    </>
  );
}
