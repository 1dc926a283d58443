import { useTranslations } from 'next-intl';

/** "58 de 200" at the end of a field's label. Counts are the caller's: the contract counts code points, not UTF-16 units. */
export function Counter({ count, max }: { count: number; max: number }) {
  const t = useTranslations('common.form');
  if (count <= max) return <span className="tabular-nums">{t('counter', { count, max })}</span>;
  return (
    <span role="status" className="font-medium text-danger-text tabular-nums">
      {t('over', { count: count - max })}
    </span>
  );
}
