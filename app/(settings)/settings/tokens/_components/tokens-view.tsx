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
import { type CreatedToken, CreateToken } from './create-token';
import { RevokeToken } from './revoke-token';
import { TokenTable } from './token-table';
import type { OwnerOption, TokenView } from './token-view';

/** The tokens, the dialogs that make and revoke one, and the new one's secret until its banner closes. */
export function TokensView(props: { tokens: TokenView[]; owners?: OwnerOption[]; selfId: string }) {
  const { tokens, owners, selfId } = props;
  const t = useTranslations('settings.tokens');
  const router = useRouter();
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedToken>();
  const [revoking, setRevoking] = useState<TokenView>();

  const create = (
    <Button variant="primary" size="lg" onClick={() => setCreating(true)}>
      <Plus size={16} strokeWidth={2} aria-hidden />
      {t('create')}
    </Button>
  );
  const text = (
    <>
      {t(owners ? 'text' : 'textOwn')} <a href="#try">{t('howTo')}</a>
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
        <TokenTable tokens={tokens} showsOwner={owners !== undefined} freshId={created?._id} onRevoke={setRevoking} />
      ) : (
        <Panel>
          <EmptyState drawing="spool" title={t('emptyTitle')} text={t('emptyText')} actions={create} />
        </Panel>
      )}
      <CreateToken
        open={isCreating}
        onOpenChange={setCreating}
        owners={owners}
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
