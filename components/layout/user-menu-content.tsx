'use client';
import { Headset, LogOut, Settings, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuLink,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '@/components/ui/menu';
import { locales } from '@/lib/i18n/locale';
import { signOut } from './sign-out';
import { useLanguage } from './use-language';
import { useTheme } from './use-theme';
import { UserMenuButton, type UserMenuProps } from './user-menu-button';

const themes = ['light', 'dark', 'system'] as const;

function StateDot({ isAway }: { isAway: boolean }) {
  const look = isAway ? 'border-2 border-text-3' : 'bg-resolved-mark';
  return <span aria-hidden className={`mx-[3.5px] block size-[9px] rounded-full ${look}`} />;
}

/** The account's menu itself, open from the start: it is only loaded because somebody asked for it. */
export function UserMenuContent({ user, look = 'bar', setAway }: UserMenuProps) {
  const t = useTranslations('common');
  const { choice, choose } = useTheme();
  const language = useLanguage();
  return (
    <Menu defaultOpen>
      <MenuTrigger render={<UserMenuButton user={user} look={look} />} />
      <MenuContent
        side={look === 'bar' ? 'bottom' : 'top'}
        align={look === 'rail' ? 'start' : 'end'}
        aria-label={`${t('account.of')} ${user.name}`}
      >
        <div className="px-[9px] pt-1.5 pb-1">
          <p className="truncate text-sm font-medium">{user.name}</p>
          <p className="text-xs text-text-3">{t(`account.role.${user.role}`)}</p>
        </div>
        <MenuSeparator />
        {user.isAway !== undefined && (
          <MenuGroup>
            <MenuLabel>{t('account.state')}</MenuLabel>
            <MenuRadioGroup
              value={user.isAway ? 'away' : 'there'}
              onValueChange={(next: string) => setAway?.(next === 'away')}
            >
              {(['there', 'away'] as const).map((state) => (
                <MenuRadioItem key={state} value={state} icon={<StateDot isAway={state === 'away'} />}>
                  {t(`account.${state}`)}
                </MenuRadioItem>
              ))}
            </MenuRadioGroup>
          </MenuGroup>
        )}
        <MenuGroup>
          <MenuLabel>{t('theme.label')}</MenuLabel>
          <MenuRadioGroup value={choice} onValueChange={choose}>
            {themes.map((theme) => (
              <MenuRadioItem key={theme} value={theme}>
                {t(`theme.${theme}`)}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuGroup>
        <MenuGroup>
          <MenuLabel>{t('language.label')}</MenuLabel>
          <MenuRadioGroup value={language.locale} onValueChange={language.choose}>
            {locales.map((locale) => (
              <MenuRadioItem key={locale} value={locale}>
                <span lang={locale}>{t(`language.${locale}`)}</span>
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuGroup>
        <MenuSeparator />
        {user.hasExpiring && (
          <MenuLink href="/settings/tokens" icon={<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />}>
            {t('account.expiring')}
          </MenuLink>
        )}
        {user.role !== 'client' && (
          <MenuLink href="/desk" icon={<Headset size={16} strokeWidth={1.75} aria-hidden />}>
            {t('account.desk')}
          </MenuLink>
        )}
        <MenuLink href="/settings" icon={<Settings size={16} strokeWidth={1.75} aria-hidden />}>
          {t('account.settings')}
        </MenuLink>
        <MenuItem icon={<LogOut size={16} strokeWidth={1.75} aria-hidden />} onClick={() => void signOut()}>
          {t('account.signOut')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
