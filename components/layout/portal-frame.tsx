import type { ReactNode } from 'react';
import { Brand } from '@/components/ui/brand';
import { SkipLink } from '@/components/ui/skip-link';
import type { FrameUser } from './frame-user';
import { LanguageToggle } from './language-toggle';
import { PortalNav } from './portal-nav';
import { ThemeToggle } from './theme-toggle';
import { UserMenu } from './user-menu';

/** The client's frame: a sticky bar, then the page's own `<main>` at 1080 px. `desk` is the desk's name. */
export function PortalFrame(props: { desk: string; user: FrameUser; children: ReactNode }) {
  const { desk, user } = props;
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-10 border-b border-line bg-surface">
        <div className="mx-auto flex h-14 max-w-[1080px] items-center gap-6 px-6 max-md:gap-1 max-md:px-4">
          <Brand name={desk} href="/tickets" />
          <PortalNav />
          <div className="flex items-center gap-6 md:ml-auto max-md:gap-1">
            <LanguageToggle className="max-md:hidden" />
            <ThemeToggle className="max-md:hidden" />
            <UserMenu user={user} />
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-[1080px] px-6 pt-10 pb-18 outline-none max-md:px-4 max-md:pt-6 max-md:pb-8"
      >
        {props.children}
      </main>
    </>
  );
}
