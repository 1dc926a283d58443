import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/layout/page-header';
import { isStaff } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';
import { Section } from '../_components/section';
import { Appearance } from './_components/appearance';
import { KeySwitch } from './_components/key-switch';
import { NameForm } from './_components/name-form';
import { PasswordForm } from './_components/password-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.profile');
  return { title: t('title') };
}

/** What everybody may change about themselves. */
export default async function ProfilePage() {
  const actor = await requireActor('/settings/profile');
  const { name, email } = actor;
  const [t, keys] = await Promise.all([getTranslations('settings.profile'), getTranslations('keys')]);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Section title={t('you')}>
        <NameForm name={name} email={email} />
      </Section>
      <Section title={t('passwordTitle')} text={t('passwordText')}>
        <PasswordForm email={email} />
      </Section>
      <Section title={t('look')} text={t('lookText')}>
        <Appearance />
      </Section>
      {isStaff(actor) && (
        <Section title={keys('title')} text={keys('singleText')}>
          <KeySwitch />
        </Section>
      )}
    </>
  );
}
