'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';

/** Copies a text that is on the page anyway. `label` says what. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTranslations('common');
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.error(t('secret.copyFailed'));
    }
  }
  const Icon = isCopied ? Check : Copy;
  return (
    <Button size="sm" aria-label={isCopied ? undefined : label} onClick={copy}>
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      <span aria-live="polite">{isCopied ? t('secret.copied') : t('secret.copy')}</span>
    </Button>
  );
}
