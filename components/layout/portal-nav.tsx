'use client';
import { Inbox, SquarePen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';

const pages = [
  { href: '/tickets', word: 'myTickets', icon: Inbox },
  { href: '/tickets/new', word: 'newTicket', icon: SquarePen },
] as const;

/** The portal's two places. It reads the address itself: the frame round it stays while pages change. Icons on a phone. */
export function PortalNav() {
  const t = useTranslations('common.nav');
  const path = usePathname();
  const active = path === '/tickets/new' ? '/tickets/new' : '/tickets';
  return (
    <nav aria-label={t('main')} className="flex h-full gap-0.5 max-md:ml-auto max-md:items-center">
      {pages.map(({ href, word, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={active === href ? (path === href ? 'page' : 'true') : undefined}
          className={cx(
            'relative flex items-center rounded-md text-md font-medium no-underline hover:text-text',
            active === href
              ? "text-text after:absolute after:inset-x-2.5 after:-bottom-px after:h-0.5 after:rounded-full after:bg-thread after:content-[''] max-md:after:bottom-0"
              : 'text-text-2',
            'px-2.5 focus-visible:-outline-offset-4 max-md:size-10 max-md:justify-center max-md:px-0 max-md:hover:bg-hover',
          )}
        >
          <Icon size={18} strokeWidth={1.75} className="md:hidden" aria-hidden />
          <span className="max-md:sr-only">{t(word)}</span>
        </Link>
      ))}
    </nav>
  );
}
