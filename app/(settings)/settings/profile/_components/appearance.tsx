'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLanguage } from '@/components/layout/use-language';
import { type ThemeChoice, useTheme } from '@/components/layout/use-theme';
import { Field } from '@/components/ui/field';
import { RadioCards } from '@/components/ui/radio-cards';
import { type Locale, locales } from '@/lib/i18n/locale';

const icon = { size: 16, strokeWidth: 1.75, className: 'text-text-3', 'aria-hidden': true } as const;
const themes = [
  ['light', <Sun key="light" {...icon} />],
  ['dark', <Moon key="dark" {...icon} />],
  ['system', <Monitor key="system" {...icon} />],
] as const;

/** Theme and language: they take effect at once, so there is nothing to save. */
export function Appearance() {
  const t = useTranslations('settings.profile');
  const common = useTranslations('common');
  const theme = useTheme();
  const language = useLanguage();
  // Chosen, while the page in that language is on its way.
  const [asked, ask] = useState<{ from: Locale; to: Locale }>();
  const locale = asked?.from === language.locale ? asked.to : language.locale;
  function choose(to: Locale) {
    ask({ from: language.locale, to });
    language.choose(to);
  }
  return (
    <div className="grid gap-6">
      <Field label={common('theme.label')} isGroup>
        {({ 'aria-required': _, ...control }) => (
          <RadioCards
            control={control}
            columns={3}
            value={theme.choice}
            input={{ name: 'theme', onChange: (event) => theme.choose(event.currentTarget.value as ThemeChoice) }}
            options={themes.map(([value, mark]) => ({
              value,
              icon: mark,
              label: value === 'system' ? t('system') : common(`theme.${value}`),
              description: t(`themeHint.${value}`),
            }))}
          />
        )}
      </Field>
      <Field label={common('language.label')} isGroup>
        {({ 'aria-required': _, ...control }) => (
          <RadioCards
            control={control}
            columns={2}
            value={locale}
            input={{ name: 'language', onChange: (event) => choose(event.currentTarget.value as Locale) }}
            options={locales.map((each) => ({
              value: each,
              label: <span lang={each}>{common(`language.${each}`)}</span>,
              description: <span lang={each}>{t(`languageHint.${each}`)}</span>,
            }))}
          />
        )}
      </Field>
    </div>
  );
}
