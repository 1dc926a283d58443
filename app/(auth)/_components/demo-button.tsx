'use client';
import { ArrowRight, LoaderCircle } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { toast } from '@/components/ui/toast';

interface Props {
  role: 'client' | 'agent' | 'admin';
  person: { id: string; name: string };
  title: string;
  what: string;
  target: string;
}

/** Enters as one of the demo's people. */
export function DemoButton({ role, person, title, what, target }: Props) {
  const t = useTranslations('auth.signIn');
  const [isBusy, setBusy] = useState(false);

  async function enter() {
    if (isBusy) return;
    setBusy(true);
    const result = await signIn('demo', { role, redirect: false }).catch(() => undefined);
    if (result?.ok && !result.error) return location.assign(target);
    setBusy(false);
    toast.error(t('failedTitle'));
  }

  const Icon = isBusy ? LoaderCircle : ArrowRight;
  return (
    <button
      type="button"
      aria-disabled={isBusy || undefined}
      onClick={enter}
      className="flex w-full items-center gap-[11px] rounded-lg border border-line-strong bg-surface py-2 pr-3 pl-[9px] text-left text-md hover:bg-hover"
    >
      <Avatar id={person.id} name={person.name} />
      <span className="grid min-w-0 leading-[18px] font-medium">
        {title}
        <small className="truncate text-xs font-normal text-text-3">{what}</small>
      </span>
      <Icon
        size={16}
        strokeWidth={1.75}
        className={isBusy ? 'ml-auto animate-spin text-text-3' : 'ml-auto text-text-3'}
        aria-hidden
      />
    </button>
  );
}
