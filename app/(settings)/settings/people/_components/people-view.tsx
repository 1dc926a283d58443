'use client';
import { UserPlus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { SecretBox } from '@/components/ui/secret-box';
import { toast } from '@/components/ui/toast';
import type { UserObject } from '@/lib/people/schema';
import { CreatePerson } from './create-person';
import { EditPerson } from './edit-person';
import { type Act, PeopleTable, type PersonView } from './people-table';
import { SetPassword } from './set-password';
import { SwitchPerson } from './switch-person';

/** A password that was generated here and is shown until its banner closes. */
interface Secret {
  title: string;
  value: string;
}

/** The people, the dialogs that make and change one, and a generated password while it can still be copied. */
export function PeopleView(props: {
  people: PersonView[];
  selfEmail: string;
  toolbar: ReactNode;
  children: ReactNode;
}) {
  const { people, selfEmail, toolbar, children } = props;
  const t = useTranslations('settings.people');
  const router = useRouter();
  const [isCreating, setCreating] = useState(false);
  const [acting, setActing] = useState<{ act: Act; person: UserObject }>();
  const [secret, setSecret] = useState<Secret>();
  const [freshId, setFreshId] = useState<string>();
  const personOf = (act: Act) => (acting?.act === act ? acting.person : undefined);
  const close = () => setActing(undefined);

  /** After a write: says so (in passing, or with the password that will not be shown again) and reads the list again. */
  function settle(text: string, password?: string) {
    if (password) setSecret({ title: text, value: password });
    else toast.done(text);
    close();
    setCreating(false);
    router.refresh();
  }

  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        action={
          <Button variant="primary" size="lg" onClick={() => setCreating(true)}>
            <UserPlus size={16} strokeWidth={1.75} aria-hidden />
            {t('create')}
          </Button>
        }
      />
      {secret && (
        <div className="mb-6">
          <SecretBox
            title={<span className="[overflow-wrap:anywhere]">{secret.title}</span>}
            text={t('passwordSetText')}
            valueLabel={t('secret')}
            value={secret.value}
            copyLabel={t('copy')}
            onDismiss={() => {
              setSecret(undefined);
              setFreshId(undefined);
            }}
          />
        </div>
      )}
      {toolbar}
      {people.length > 0 && (
        <PeopleTable
          people={people}
          selfEmail={selfEmail}
          freshId={freshId}
          onAct={(act, person) => setActing({ act, person })}
        />
      )}
      {children}
      <CreatePerson
        open={isCreating}
        onOpenChange={setCreating}
        onDone={(person, password) => {
          setFreshId(person._id);
          settle(t('createdTitle', { name: person.name }), password);
        }}
      />
      <EditPerson
        person={personOf('edit')}
        onClose={close}
        onDone={(person) => settle(t('saved', { name: person.name }))}
      />
      <SetPassword
        person={personOf('password')}
        onClose={close}
        onDone={(person, password) => settle(t('passwordSet', { name: person.name }), password)}
      />
      <SwitchPerson
        person={personOf('switch')}
        onClose={close}
        onDone={(person) => settle(t(person.disabled ? 'disabledToast' : 'enabledToast', { name: person.name }))}
      />
    </>
  );
}
