import { ArrowLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Brand } from '@/components/ui/brand';
import { SegmentedNav } from '@/components/ui/segmented-nav';
import { SkipLink } from '@/components/ui/skip-link';
import type { FrameUser } from './frame-user';
import { RailGroup, RailLink } from './rail-link';
import { UserMenu } from './user-menu';

export interface SettingsSection {
  title: string;
  /** `notice` says that something there waits for the reader. */
  pages: { key: string; href: string; label: string; icon: ReactNode; notice?: string }[];
}

/**
 * The settings' frame: a rail of sections, icons only below 1024 px, a bar with pills on a phone. The way back is to the
 * desk, for clients to their tickets.
 */
export function SettingsFrame(props: {
  desk: string;
  user: FrameUser;
  sections: SettingsSection[];
  active: string;
  children: ReactNode;
}) {
  const { desk, user, sections, active } = props;
  const t = useTranslations('common.nav');
  const pages = sections.flatMap((section) => section.pages);
  const home =
    user.role === 'client'
      ? { href: '/tickets', label: t('backToTickets') }
      : { href: '/desk', label: t('backToDesk') };
  return (
    <>
      <SkipLink />
      <div className="grid min-h-dvh grid-cols-[232px_minmax(0,1fr)] max-lg:grid-cols-[56px_minmax(0,1fr)] max-md:block">
        <header className="flex items-center justify-between border-b border-line bg-sunken px-4 py-2 md:hidden">
          <Brand name={desk} href={home.href} />
          <UserMenu user={user} />
        </header>
        <nav
          aria-label={t('settings')}
          className="sticky top-0 flex h-dvh flex-col gap-0.5 overflow-y-auto border-r border-line bg-sunken px-2.5 py-3 [--ground:var(--sunken)] max-lg:px-2 max-md:hidden"
        >
          <Brand name={desk} href={home.href} className="px-2 pt-1 pb-3" wordClass="max-lg:sr-only" />
          <RailGroup>
            <li>
              <RailLink {...home} icon={<ArrowLeft size={16} strokeWidth={1.75} aria-hidden />} />
            </li>
          </RailGroup>
          {sections.map((section) => (
            <RailGroup key={section.title} title={section.title}>
              {section.pages.map((page) => (
                <li key={page.key}>
                  <RailLink
                    href={page.href}
                    icon={page.icon}
                    label={page.label}
                    notice={page.notice}
                    isCurrent={page.key === active}
                  />
                </li>
              ))}
            </RailGroup>
          ))}
          <div className="-mx-2.5 mt-auto border-t border-line px-2.5 pt-2 max-lg:-mx-2 max-lg:px-2">
            <UserMenu user={user} look="rail" />
          </div>
        </nav>
        <div className="min-w-0">
          <div className="px-4 pt-3 md:hidden">
            <SegmentedNav
              label={t('settings')}
              items={[
                home,
                ...pages.map(({ key, href, label, notice }) => ({ href, label, notice, isCurrent: key === active })),
              ]}
            />
          </div>
          <main
            id="main"
            tabIndex={-1}
            className="max-w-[1080px] px-12 pt-10 pb-18 outline-none max-lg:px-8 max-md:px-4 max-md:py-6"
          >
            {props.children}
          </main>
        </div>
      </div>
    </>
  );
}
