'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useTheme } from '@/components/layout/use-theme';
import { mendMarkup } from './mend-markup';
import { scalarConfiguration } from './scalar-configuration';
import './scalar.css';

type Scalar = Pick<typeof import('@scalar/api-reference'), 'createApiReference'>;
type Mounted = ReturnType<Scalar['createApiReference']>;

/** Loads the viewer as its package has it, built: bin/server/viewer-files.ts. The bundler must not see it as one of ours. */
function loadScalar(): Promise<Scalar> {
  const address = '/docs/viewer/standalone.esm.js';
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ address);
}

/** The reference itself. Scalar is loaded on this page alone. */
export function Reference({ locale }: { locale: string }) {
  const t = useTranslations('docs');
  const { isDark } = useTheme();
  const [mounted, setMounted] = useState<Mounted>();
  const [hasFailed, setHasFailed] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let isGone = false;
    let made: Mounted | undefined;
    let stopMending: (() => void) | undefined;
    loadScalar().then(
      ({ createApiReference }) => {
        if (isGone || !place.current) return;
        const names = { copy: t('copy'), code: t('code') };
        stopMending = mendMarkup(place.current, names);
        const inner = place.current.appendChild(document.createElement('div'));
        made = createApiReference(inner, scalarConfiguration(locale));
        setMounted(made);
      },
      () => setHasFailed(true),
    );
    return () => {
      isGone = true;
      stopMending?.();
      made?.destroy();
    };
  }, [locale, t]);

  useEffect(() => {
    mounted?.updateConfiguration({ ...mounted.getConfiguration(), forceDarkModeState: isDark ? 'dark' : 'light' });
  }, [mounted, isDark]);

  return (
    <>
      {!mounted && (
        <p className="p-6 text-text-2" role="status">
          {hasFailed ? t('failed') : t('loading')} <a href="/v2/openapi.json">/v2/openapi.json</a>
        </p>
      )}
      <div id="main" tabIndex={-1} ref={place} className="outline-none" />
    </>
  );
}
