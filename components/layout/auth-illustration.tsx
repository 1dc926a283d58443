import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { ThreadItem, ThreadKnot, ThreadList, ThreadSystemLine } from '@/components/ui/thread';

function Bubble({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="rounded-lg border border-line bg-surface px-4 pt-3 pb-[13px] shadow-e1">
      <p className="text-sm font-medium">{name}</p>
      <p className="text-md leading-[21px] text-text-2">{children}</p>
    </div>
  );
}

/** What the product does, as the product shows it: one thread that comes from above the page and goes on below it. */
export function AuthIllustration() {
  const t = useTranslations('common');
  const strong = (chunks: ReactNode) => <b className="font-medium text-text-2">{chunks}</b>;
  const client = <Avatar id="client" name="Mariana Ríos" />;
  return (
    <aside className="relative grid content-center justify-items-center overflow-hidden border-l border-line bg-sunken px-12 py-14 max-md:hidden">
      <p className="z-1 mb-10 w-[min(440px,100%)] pl-12 text-[30px] leading-9 font-semibold tracking-[-.03em] text-balance">
        {t('app.slogan')}
      </p>
      <ThreadList
        ground="sunken"
        className="w-[min(440px,100%)] [&>li]:pb-[22px] [&>li:first-child]:before:-top-[100vh] [&>li:last-child]:before:h-[100vh]"
      >
        <ThreadItem avatar={client}>
          <Bubble name="Mariana">{t('illustration.problem')}</Bubble>
        </ThreadItem>
        <ThreadSystemLine>{t.rich('illustration.took', { b: strong })}</ThreadSystemLine>
        <ThreadItem avatar={<Avatar id="agent" name="Nuria Campos" />}>
          <Bubble name="Nuria">{t.rich('illustration.answer', { code: (chunks) => <code>{chunks}</code> })}</Bubble>
        </ThreadItem>
        <ThreadItem avatar={client}>
          <Bubble name="Mariana">{t('illustration.thanks')}</Bubble>
        </ThreadItem>
        <ThreadKnot isLast>
          <p className="pt-1.5 text-sm text-text-2">
            {t.rich('illustration.resolved', {
              b: (chunks) => <b className="font-medium text-resolved-text">{chunks}</b>,
            })}
          </p>
        </ThreadKnot>
      </ThreadList>
    </aside>
  );
}
