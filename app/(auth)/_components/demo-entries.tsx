import { useTranslations } from 'next-intl';
import { type DemoRole, demoEmails } from '@/lib/auth/sign-in';
import { findUserByEmail } from '@/lib/people/queries';
import { DemoButton } from './demo-button';

const roles = Object.keys(demoEmails) as DemoRole[];

/** One click in, for whoever looks at an installation with example data on their own machine. */
export async function DemoEntries({ target }: { target: string }) {
  const people = await Promise.all(roles.map((role) => findUserByEmail(demoEmails[role])));
  const entries = roles.flatMap((role, index) => {
    const person = people[index];
    return person && !person.disabledAt ? [{ role, id: person.id, name: person.name }] : [];
  });
  return entries.length > 0 ? <DemoList entries={entries} target={target} /> : null;
}

function DemoList({ entries, target }: { entries: { role: DemoRole; id: string; name: string }[]; target: string }) {
  const t = useTranslations('auth.demo');
  return (
    <section aria-labelledby="demo" className="mt-8 border-t border-line pt-[22px]">
      <h2 id="demo" className="text-sm font-medium">
        {t('title')}
      </h2>
      <p className="text-sm text-text-3">{t('text')}</p>
      <ul className="mt-3 grid gap-1.5">
        {entries.map(({ role, id, name }) => (
          <li key={role}>
            <DemoButton
              role={role}
              person={{ id, name }}
              title={t(role)}
              what={t(`${role}What`, { name })}
              target={target}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
