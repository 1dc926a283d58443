'use client';
import { Languages } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { useLanguage } from './use-language';

/** Spanish to English and back. */
export function LanguageToggle({ className }: { className?: string }) {
  const t = useTranslations('common.language');
  const { locale, choose } = useLanguage();
  return (
    <Button
      variant="icon"
      className={className}
      aria-label={t('switch')}
      onClick={() => choose(locale === 'es' ? 'en' : 'es')}
    >
      <Languages size={16} strokeWidth={1.75} aria-hidden />
    </Button>
  );
}
