'use client';
import { Braces } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu';
import { variables } from '@/lib/macros/rules';

/** What of the ticket a text can name, put where the caret stands. */
export function VariableMenu({ onPick }: { onPick: (variable: string) => void }) {
  const t = useTranslations('macros');
  return (
    <Menu>
      <MenuTrigger render={<Button variant="ghost" size="sm" className="-my-1.5" />}>
        <Braces size={14} strokeWidth={1.75} aria-hidden />
        {t('form.insert')}
      </MenuTrigger>
      <MenuContent aria-label={t('form.insert')}>
        {variables.map((variable) => (
          <MenuItem
            key={variable}
            hint={<span className="font-mono">{`{{${variable}}}`}</span>}
            // Once the menu is gone: it gives the focus back to its button first.
            onClick={() => setTimeout(() => onPick(variable))}
          >
            {t(`variable.${variable.replace('.', '_') as 'today'}`)}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
