import './globals.css';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ThemeKeeper } from '@/components/layout/theme-keeper';
import { themeScript } from '@/components/layout/theme-script';
import { Toaster } from '@/components/ui/toaster';
import { SentMessages } from '@/lib/i18n/sent-messages';
import { env } from '@/lib/platform/env';

export function generateMetadata(): Metadata {
  const name = env().HILO_NAME;
  return { title: { default: name, template: `%s · ${name}` }, robots: { index: false, follow: false } };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#181518' },
  ],
};

/** The document: language, fonts, theme, messages and toasts. Reading the nonce also makes every page dynamic, as a nonce needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, header] = await Promise.all([getLocale(), headers()]);
  return (
    <html lang={locale} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <script
          nonce={header.get('x-nonce') ?? undefined}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text
          dangerouslySetInnerHTML={{ __html: themeScript }}
          suppressHydrationWarning
        />
      </head>
      <body>
        <ThemeKeeper />
        <NextIntlClientProvider messages={null}>
          <SentMessages area="everywhere">
            {children}
            <Toaster />
          </SentMessages>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
