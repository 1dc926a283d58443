'use client';
import { Blocks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { scopes } from '@/lib/tokens/schema';
import type { TokenView } from './token-view';

/** Under a token's name: that it files for any client, what it is for, and its own limit. */
export function TokenFacts({ token }: { token: TokenView }) {
  const t = useTranslations('settings.tokens');
  const isAll = scopes.every((scope) => token.scopes.includes(scope));
  const facts = isAll ? [t('scope.everything')] : token.scopes.map((scope) => t(`scope.${scope}.label`));
  if (token.rateLimit !== null) facts.push(t('limit.own', { limit: token.rateLimit }));
  return (
    <span className="mt-0.5 block text-sm leading-[18px] font-normal text-text-3">
      {token.integration && (
        <span className="font-medium text-text-2">
          <Blocks size={13} strokeWidth={1.75} className="mr-1 inline align-[-2px]" aria-hidden />
          {t('integration.kind')}
        </span>
      )}
      {token.integration && ' · '}
      {facts.join(' · ')}
    </span>
  );
}
