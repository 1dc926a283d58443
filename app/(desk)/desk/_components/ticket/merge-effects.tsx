import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

interface Side {
  number: number;
  client: { userId: string; name: string };
}

/** What a merge will do, written out: above all who will read what, where the two are of different clients. */
export function MergeEffects({ source, target }: { source: Side; target: Side }) {
  const t = useTranslations('history.merge');
  const values = {
    source: source.number,
    target: target.number,
    sourceClient: source.client.name,
    targetClient: target.client.name,
    b: (chunks: ReactNode) => <b>{chunks}</b>,
  };
  const lines =
    source.client.userId === target.client.userId
      ? (['goesOn', 'sameClient', 'canUndo'] as const)
      : (['goesOn', 'sourceClient', 'targetClient', 'both', 'canUndo'] as const);
  return (
    <section className="mt-4 rounded-lg border border-line bg-bg px-4 py-3" aria-live="polite">
      <h3 className="text-sm font-semibold">{t('effects')}</h3>
      <ul className="mt-1.5 grid list-disc gap-1 pl-4 text-sm text-text-2">
        {lines.map((line) => (
          <li key={line}>{t.rich(line, values)}</li>
        ))}
      </ul>
    </section>
  );
}
