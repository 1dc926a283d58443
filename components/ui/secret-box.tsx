'use client';
import { Check, Copy, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { Banner } from './banner';
import { Button } from './button';

/** A secret that is shown this once: the full value and a button that copies it. `onDismiss` says it has been kept. */
export function SecretBox(props: {
  title: ReactNode;
  text: ReactNode;
  /** Name of the value for screen readers. */
  valueLabel: string;
  value: string;
  copyLabel?: string;
  onDismiss?: () => void;
}) {
  const t = useTranslations('common.secret');
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const output = useRef<HTMLOutputElement>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied('yes');
    } catch {
      // No permission, or a page without https: select it, so that Ctrl C does the rest.
      if (output.current) getSelection()?.selectAllChildren(output.current);
      setCopied('failed');
    }
  }

  const dismiss = props.onDismiss && (
    <Button variant="icon" aria-label={t('dismiss')} onClick={props.onDismiss}>
      <X size={16} strokeWidth={1.75} aria-hidden />
    </Button>
  );
  return (
    <Banner tone="good" role="status" title={props.title} end={dismiss}>
      <p className="text-text-2">{props.text}</p>
      <div className="mt-2.5 flex items-center gap-2 max-md:flex-wrap">
        <output
          ref={output}
          aria-label={props.valueLabel}
          className="block min-w-0 flex-1 rounded-md border border-success-line bg-surface px-3 py-[9px] font-mono text-md font-medium [overflow-wrap:anywhere] max-md:basis-full"
        >
          {props.value}
        </output>
        <Button variant="primary" size="lg" className="max-md:w-full" onClick={copy}>
          {copied === 'yes' ? <Check size={16} aria-hidden /> : <Copy size={16} strokeWidth={1.75} aria-hidden />}
          {copied === 'yes' ? t('copied') : (props.copyLabel ?? t('copy'))}
        </Button>
      </div>
      {copied === 'failed' && <p className="mt-2 text-sm text-text-2">{t('copyFailed')}</p>}
      <span role="status" className="sr-only">
        {copied === 'yes' ? t('copied') : ''}
      </span>
    </Banner>
  );
}
