import { CalendarDays, Hash, List, Type } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/chip';
import type { FieldKind, FieldObject } from '@/lib/fields/schema';

const icons: Record<FieldKind, typeof Type> = { text: Type, number: Hash, choice: List, date: CalendarDays };

/** What a field is: its name, its key, its kind, for whom. */
export function FieldFacts({ field }: { field: FieldObject }) {
  const t = useTranslations('fields');
  const Icon = icons[field.kind];
  return (
    <span className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1">
      <span className="grid min-w-0 grow">
        <span className="text-md font-medium [overflow-wrap:anywhere]">{field.label}</span>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2.5 text-sm text-text-3">
          <code className="[overflow-wrap:anywhere]">{field.key}</code>
          <span className="inline-flex items-center gap-1">
            <Icon size={14} strokeWidth={1.75} aria-hidden />
            {t(`kind.${field.kind}`)}
          </span>
        </span>
      </span>
      <span className="flex shrink-0 flex-wrap gap-1.5">
        <Chip>{t(field.forClients ? 'settings.forClients' : 'settings.forDesk')}</Chip>
        {field.required && <Chip>{t('settings.isRequired')}</Chip>}
      </span>
    </span>
  );
}
