'use client';
import { Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { useTheme } from './use-theme';

/** Light to dark and back. "Like the system" is in the account menu. */
export function ThemeToggle({ className }: { className?: string }) {
  const t = useTranslations('common.theme');
  const { isDark, choose } = useTheme();
  const Icon = isDark ? Sun : Moon;
  return (
    <Button
      variant="icon"
      className={className}
      aria-label={isDark ? t('toLight') : t('toDark')}
      onClick={() => choose(isDark ? 'light' : 'dark')}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </Button>
  );
}
