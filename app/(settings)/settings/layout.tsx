import {
  Bell,
  Contact,
  KeyRound,
  MessageSquareQuote,
  TextCursorInput,
  UserRound,
  UsersRound,
  Webhook,
} from 'lucide-react';
import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { SettingsSection } from '@/components/layout/settings-frame';
import { requireActor } from '@/lib/auth/page';
import { SettingsMessages } from '@/lib/i18n/areas/settings-messages';
import { readAway } from '@/lib/people/queries';
import { env } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { listExpiring } from '@/lib/tokens/queries';
import { listStopped } from '@/lib/webhooks/queries';
import { ExpiringNotice } from './_components/expiring-notice';
import { SettingsRail } from './_components/settings-rail';
import { StoppedNotice } from './_components/stopped-notice';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/**
 * The settings' frame, with what each role has in its rail. Each page asks for itself who reads it; asking here too, before
 * anything is sent, makes the answer to a stranger a plain redirect instead of a skeleton that moves on.
 */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get('x-hilo-path') ?? '/settings/profile';
  const actor = await requireActor(path);
  const { userId, name, role } = actor;
  const [t, macrosT, orderT, noticesT, fieldsT, stopped, expiring, isAway] = await Promise.all([
    getTranslations('settings'),
    getTranslations('macros'),
    getTranslations('order'),
    getTranslations('notifications.settings'),
    getTranslations('fields.settings'),
    listStopped(actor),
    listExpiring(actor, new Date()),
    readAway(actor),
  ]);
  const profile = {
    key: 'profile',
    href: '/settings/profile',
    label: t('profile.title'),
    icon: <UserRound {...icon} />,
  };
  const people = { key: 'people', href: '/settings/people', label: t('people.title'), icon: <UsersRound {...icon} /> };
  const teams = { key: 'teams', href: '/settings/teams', label: orderT('teams.title'), icon: <Contact {...icon} /> };
  const macros = {
    key: 'macros',
    href: '/settings/macros',
    label: macrosT('title'),
    icon: <MessageSquareQuote {...icon} />,
  };
  const notices = {
    key: 'notifications',
    href: '/settings/notifications',
    label: noticesT('title'),
    icon: <Bell {...icon} />,
  };
  const fields = {
    key: 'fields',
    href: '/settings/fields',
    label: fieldsT('title'),
    icon: <TextCursorInput {...icon} />,
  };
  const tokens = {
    key: 'tokens',
    href: '/settings/tokens',
    label: t('tokens.title'),
    icon: <KeyRound {...icon} />,
    notice: expiring.length > 0 ? t('tokens.expiring.dot') : undefined,
  };
  const webhooks = {
    key: 'webhooks',
    href: '/settings/webhooks',
    label: t('webhooks.title'),
    icon: <Webhook {...icon} />,
    notice: stopped.length > 0 ? t('webhooks.stopped.dot') : undefined,
  };
  const sections: SettingsSection[] = [
    { title: t('sections.account'), pages: [profile, ...(role === 'client' ? [] : [notices])] },
    ...(role === 'client'
      ? []
      : [
          {
            title: t('sections.team'),
            pages: [...(role === 'admin' ? [people, teams] : []), macros, ...(role === 'admin' ? [fields] : [])],
          },
        ]),
    { title: t('sections.connections'), pages: [tokens, webhooks] },
  ];
  return (
    <SettingsMessages>
      <SettingsRail
        desk={env().HILO_NAME}
        user={{ id: userId, name, role, hasExpiring: expiring.length > 0, isAway }}
        sections={sections}
      >
        <div className="mb-8 grid gap-3 empty:hidden">
          <ExpiringNotice
            tokens={expiring.map(({ name, expiresAt }) => ({ name, expiresAt: expiresAt.toISOString() }))}
          />
          <StoppedNotice webhooks={stopped.map(({ id, url }) => ({ id: toPublicId('webhook', id), url }))} />
        </div>
        {children}
      </SettingsRail>
    </SettingsMessages>
  );
}
