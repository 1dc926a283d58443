'use client';
import { ListChecks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { select, useSelection } from './selection';

/** Shows the rows' boxes where there is no pointer to find them with. */
export function SelectMode() {
  const t = useTranslations('order.bulk');
  const { isSelecting, picked } = useSelection();
  const isOn = isSelecting || picked.size > 0;
  return (
    <Button
      variant="icon"
      size="sm"
      aria-label={t('mode')}
      title={t('mode')}
      aria-pressed={isOn}
      onClick={() => select.mode(!isOn)}
    >
      <ListChecks size={16} strokeWidth={1.75} aria-hidden />
    </Button>
  );
}
