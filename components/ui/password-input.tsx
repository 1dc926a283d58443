'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Button } from './button';
import { Input } from './input';

/** A password with an eye to look at what was typed. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, 'type'>) {
  const t = useTranslations('common.password');
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input
        {...props}
        type={isShown ? 'text' : 'password'}
        className="pr-11"
        spellCheck={false}
        autoCapitalize="none"
      />
      <Button
        variant="icon"
        className="absolute top-1 right-1 max-md:top-0.5"
        aria-controls={props.id}
        onClick={() => setShown(!isShown)}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        {/* Text, not a label: only the field itself answers to the label "Contraseña". */}
        <span className="sr-only">{isShown ? t('hide') : t('show')}</span>
      </Button>
    </div>
  );
}
