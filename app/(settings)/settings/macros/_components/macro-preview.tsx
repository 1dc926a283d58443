'use client';
import { Lock } from 'lucide-react';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import { lazy, Suspense } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { Skeleton } from '@/components/ui/skeleton';
import { macroValues, renderMacro } from '@/lib/macros/rules';

const Markdown = lazy(() => import('@/components/ui/markdown').then((module) => ({ default: module.Markdown })));

/** How the text reads on a made-up ticket, with what no value was found for. */
export function MacroPreview(props: { body: string; isNote: boolean; self: { name: string }; desk: string }) {
  const { body, isNote, self, desk } = props;
  const t = useTranslations('macros.preview');
  const format = useFormatter();
  const now = useNow();
  const values = macroValues({
    client: { name: t('client'), email: 'laura.gomez@example.com' },
    ticket: { number: 1042, title: t('ticket') },
    agent: self,
    desk,
    today: format.dateTime(now, { dateStyle: 'long' }),
  });
  const { text, left } = renderMacro(body, values);
  const fields = left.filter((name) => name.startsWith('field.'));
  const unknown = left.filter((name) => !name.startsWith('field.'));
  return (
    <section
      aria-label={t('label')}
      tabIndex={0}
      className="grid max-h-[560px] content-start gap-3 overflow-y-auto rounded-lg border border-line bg-canvas p-4 [--ground:var(--canvas)] max-md:max-h-none"
    >
      <p className="text-xs text-text-3">{t('on')}</p>
      <div
        className={cx(
          'rounded-lg border px-4 py-3',
          isNote ? 'border-dashed border-note-line bg-note' : 'border-line bg-own',
        )}
      >
        <p className="mb-1.5 flex items-center gap-2 text-sm">
          <Avatar id={self.name} name={self.name} size="xs" />
          <span className="font-medium">{self.name}</span>
          {isNote && (
            <span className="inline-flex items-center gap-1 text-xs text-note-text">
              <Lock size={12} strokeWidth={2} aria-hidden />
              {t('note')}
            </span>
          )}
        </p>
        {text.trim() === '' ? (
          <p className="text-md text-text-3">{t('empty')}</p>
        ) : (
          <Suspense fallback={<Skeleton className="mt-1.5 h-3 w-2/3" />}>
            <Markdown text={text} className="text-md" />
          </Suspense>
        )}
      </div>
      <div role="status" className="grid gap-1 text-sm empty:hidden">
        {unknown.length > 0 && <p className="text-danger-text">{t('unknown', { names: unknown.join(', ') })}</p>}
        {fields.length > 0 && <p className="text-text-2">{t('fields', { names: fields.join(', ') })}</p>}
      </div>
    </section>
  );
}
