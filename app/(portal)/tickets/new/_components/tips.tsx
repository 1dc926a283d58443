import { useTranslations } from 'next-intl';

const tips = ['Error', 'When', 'Keys'] as const;

/** What makes an answer come sooner, on a thread of its own. */
export function Tips() {
  const t = useTranslations('portal.new');
  return (
    <aside aria-labelledby="tips" className="sticky top-[88px] max-lg:static">
      <h2 id="tips" className="text-md">
        {t('tips')}
      </h2>
      <ul className="mt-3.5 grid gap-[18px]">
        {tips.map((tip) => (
          <li
            key={tip}
            className="relative pl-[26px] text-sm text-text-2 before:absolute before:top-1.5 before:left-1 before:z-1 before:size-[9px] before:rounded-full before:border-2 before:border-thread-line before:bg-canvas before:content-[''] after:absolute after:top-3.5 after:-bottom-[26px] after:left-[7.5px] after:w-0.5 after:bg-thread-line after:content-[''] last:after:hidden"
          >
            <b className="block font-medium text-text">{t(`tip${tip}Title`)}</b>
            {t(`tip${tip}Text`)}
          </li>
        ))}
      </ul>
    </aside>
  );
}
