import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '@/components/layout/auth-frame';
import { currentActor } from '@/lib/auth/page';
import { env } from '@/lib/platform/env';
import { DoorLink } from '../_components/door-link';
import { RegisterForm } from '../_components/register-form';
import { safePath } from '../_components/safe-path';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.register');
  return { title: t('meta') };
}

/** A client's own account. */
export default async function RegisterPage({ searchParams }: PageProps<'/register'>) {
  const target = safePath((await searchParams).callbackUrl);
  const [actor, t] = await Promise.all([currentActor(), getTranslations('auth.register')]);
  if (actor) redirect(target);
  return (
    <AuthFrame desk={env().HILO_NAME} title={t('title')} text={t('text')}>
      <RegisterForm target={target} />
      <p className="mt-[18px] text-md text-text-2">
        {t.rich('already', {
          a: (chunks) => (
            <DoorLink to="/sign-in" target={target}>
              {chunks}
            </DoorLink>
          ),
        })}
      </p>
    </AuthFrame>
  );
}
