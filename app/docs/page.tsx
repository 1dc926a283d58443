import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { env } from '@/lib/platform/env';
import { DocsHeader } from './_components/docs-header';
import { Reference } from './_components/reference';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs');
  return { title: t('title') };
}

/** The API for people: its document, shown by Scalar from our own origin, with samples and try-it. */
export default async function DocsPage() {
  const locale = await getLocale();
  return (
    <>
      <DocsHeader desk={env().HILO_NAME} />
      <Reference locale={locale} />
    </>
  );
}
