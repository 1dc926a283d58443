'use client';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Select } from '@/components/ui/select';
import { roles } from '@/lib/people/schema';
import type { OwnerOption } from './token-view';

/** Whom a token acts as, by role; oneself is marked. Addresses tell two people of the same name apart. */
export function OwnerSelect(props: ComponentProps<typeof Select> & { owners: OwnerOption[]; selfId: string }) {
  const { owners, selfId, ...rest } = props;
  const t = useTranslations('settings');
  return (
    <Select {...rest}>
      {roles.toReversed().map((role) => (
        <optgroup key={role} label={t(`people.filter.${role}`)}>
          {owners
            .filter((owner) => owner.role === role)
            .map((owner) => (
              <option key={owner.id} value={owner.id}>
                {owner.id === selfId ? t('tokens.me', { name: owner.name }) : `${owner.name} · ${owner.email}`}
              </option>
            ))}
        </optgroup>
      ))}
    </Select>
  );
}
