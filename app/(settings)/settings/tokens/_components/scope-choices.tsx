import { useTranslations } from 'next-intl';
import type { ControlProps } from '@/components/ui/field';
import { type Scope, scopes } from '@/lib/tokens/schema';
import { Choice } from './choice';

/** What a token is for: everything its owner may do, or some of it. `owner` is their name where it is not the reader. */
export function ScopeChoices(props: {
  control: ControlProps;
  value: readonly Scope[];
  owner?: string;
  onChange: (value: Scope[]) => void;
}) {
  const { control, value, owner, onChange } = props;
  const t = useTranslations('settings.tokens.scope');
  const isAll = scopes.every((scope) => value.includes(scope));
  const set = (scope: Scope, isHeld: boolean) =>
    onChange(scopes.filter((each) => (each === scope ? isHeld : value.includes(each))));
  return (
    <div
      id={control.id}
      role="group"
      aria-labelledby={control['aria-labelledby']}
      aria-describedby={control['aria-describedby']}
      className="grid gap-3 rounded-lg border border-line px-3.5 py-3"
    >
      <Choice
        label={owner ? t('all.ofOther', { name: owner }) : t('all.ofSelf')}
        text={t('all.text')}
        checked={isAll}
        ref={(box: HTMLInputElement | null) => {
          if (box) box.indeterminate = !isAll && value.length > 0;
        }}
        onChange={() => onChange(isAll ? [] : [...scopes])}
      />
      <div className="ml-[26px] grid gap-2.5 border-t border-line pt-3">
        {scopes.map((scope) => (
          <Choice
            key={scope}
            label={t(`${scope}.label`)}
            text={t(`${scope}.text`)}
            checked={value.includes(scope)}
            onChange={(event) => set(scope, event.target.checked)}
          />
        ))}
      </div>
    </div>
  );
}
