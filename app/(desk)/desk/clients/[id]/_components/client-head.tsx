import { Ban, ThumbsDown, ThumbsUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ClientObject } from '@/lib/clients/schema';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-text-3">{name}</dt>
      <dd className="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-3 text-md [overflow-wrap:anywhere]">
        {children}
      </dd>
    </div>
  );
}

/** Who the client is, and how it went so far. `avatarId` gives their avatar its colour. */
export function ClientHead({ client, avatarId }: { client: ClientObject; avatarId: string }) {
  const t = useTranslations('clients');
  const { name, email, createdAt, lastSeenAt, tickets, ratings } = client;
  return (
    <header className="mb-8 border-b border-line pb-7">
      <div className="flex items-center gap-4">
        <Avatar id={avatarId} name={name} size="lg" />
        <div className="min-w-0">
          <h1 className="text-2xl [overflow-wrap:anywhere] max-md:text-[24px] max-md:leading-[30px]">{name}</h1>
          {client.disabled && (
            <p className="mt-1 flex items-center gap-1.5 text-sm text-text-3">
              <Ban {...icon} />
              {t('disabled')}
            </p>
          )}
        </div>
      </div>
      <dl className="mt-6 grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-x-8 gap-y-4">
        <Fact name={t('email')}>
          <a href={`mailto:${email}`} title={email} className="truncate">
            {email}
          </a>
        </Fact>
        <Fact name={t('since')}>
          <RelativeTime at={createdAt} />
        </Fact>
        <Fact name={t('lastSeen')}>
          {lastSeenAt ? <RelativeTime at={lastSeenAt} /> : <span className="text-text-3">{t('never')}</span>}
        </Fact>
        <Fact name={t('totals')}>{t('total', { count: tickets.total })}</Fact>
        <Fact name={t('ratings')}>
          {ratings.good + ratings.bad === 0 && <span className="text-text-3">{t('ratingsNone')}</span>}
          {ratings.good > 0 && (
            <span className="inline-flex items-center gap-1.5">
              <ThumbsUp {...icon} className="text-resolved-mark" />
              {t('good', { count: ratings.good })}
            </span>
          )}
          {ratings.bad > 0 && (
            <span className="inline-flex items-center gap-1.5">
              <ThumbsDown {...icon} className="text-text-3" />
              {t('bad', { count: ratings.bad })}
            </span>
          )}
        </Fact>
      </dl>
    </header>
  );
}
