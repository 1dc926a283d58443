import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '@/components/layout/auth-frame';
import { currentActor } from '@/lib/auth/page';
import { isDemoOpen } from '@/lib/auth/sign-in';
import { env } from '@/lib/platform/env';
import { DemoEntries } from '../_components/demo-entries';
import { DoorLink } from '../_components/door-link';
import { safePath } from '../_components/safe-path';
import { SignInForm } from '../_components/sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn');
  return { title: t('meta') };
}

/** The door. Whoever is in already goes on to where they wanted to be. */
export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, error } = await searchParams;
  const target = safePath(callbackUrl);
  const [actor, header, t] = await Promise.all([currentActor(), headers(), getTranslations('auth.signIn')]);
  if (actor) redirect(target);
  return (
    <AuthFrame desk={env().HILO_NAME} title={t('title')} text={t('text')}>
      <SignInForm target={target} error={typeof error === 'string' ? error : undefined} />
      <p className="mt-[18px] text-md text-text-2">
        {t.rich('first', {
          a: (chunks) => (
            <DoorLink to="/register" target={target}>
              {chunks}
            </DoorLink>
          ),
        })}
      </p>
      {isDemoOpen(header) && <DemoEntries target={target} />}
    </AuthFrame>
  );
}
