'use client';
import { useTranslations } from 'next-intl';
import { turnKeys, useKeys } from '@/app/(desk)/desk/_components/frame/use-keys';
import { Switch } from '@/components/ui/switch';

/** Turns the desk's single keys on or off, in this browser. */
export function KeySwitch() {
  const t = useTranslations('keys');
  const { isOn } = useKeys();
  return (
    <div className="grid gap-1">
      <Switch label={t('single')} isOn={isOn} onChange={turnKeys}>
        {t('single')}
      </Switch>
      <p className="text-sm text-text-3">{t('singleWhere')}</p>
    </div>
  );
}
