'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { Panel } from '@/components/ui/panel';
import { Switch } from '@/components/ui/switch';
import { toast } from '@/components/ui/toast';
import { kinds, type NotificationKind, type NotificationSettings } from '@/lib/notifications/schema';

/** A switch for each kind. It takes effect at once, and goes back where the desk did not hear of it. */
export function NotificationSwitches({ settings: first }: { settings: NotificationSettings }) {
  const t = useTranslations('notifications');
  const common = useTranslations('common');
  const { sentence } = useErrorSentence();
  const [settings, setSettings] = useState(first);

  async function turn(kind: NotificationKind, isOn: boolean): Promise<void> {
    setSettings((now) => ({ ...now, [kind]: isOn }));
    const result = await apiFetch('/v2/notifications/settings', { method: 'PUT', body: { [kind]: isOn } });
    if (result.ok) return;
    setSettings((now) => ({ ...now, [kind]: !isOn }));
    const text = result.code === 'NETWORK' ? common('form.offline') : sentence(result.code, result.message);
    toast.error(text, { label: common('actions.retry'), run: () => void turn(kind, isOn) });
  }

  return (
    <Panel>
      <ul>
        {kinds.map((kind) => (
          <li
            key={kind}
            className="flex items-center gap-4 border-b border-line px-5 py-3 last:border-b-0 max-md:px-4 max-md:py-2.5"
          >
            <span className="min-w-0 grow">
              <span className="block text-md font-medium">{t(`settings.kind.${kind}`)}</span>
              <span className="block text-sm text-text-3">{t(`settings.about.${kind}`)}</span>
            </span>
            <Switch label={t(`settings.kind.${kind}`)} isOn={settings[kind]} onChange={(isOn) => void turn(kind, isOn)}>
              <span className="inline-block w-6">{t(settings[kind] ? 'settings.on' : 'settings.off')}</span>
            </Switch>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
