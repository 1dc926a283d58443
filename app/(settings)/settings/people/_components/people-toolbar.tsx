import { X } from 'lucide-react';
import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { SearchInput } from '@/components/ui/search-input';
import { SegmentedNav } from '@/components/ui/segmented-nav';
import { roles } from '@/lib/people/schema';
import { type PeopleParams, peopleHref } from './people-params';

/** Filters with an address each, and a search that works without script. */
export function PeopleToolbar({ params: { q, role } }: { params: PeopleParams }) {
  const t = useTranslations('settings.people');
  const filters = [undefined, ...roles.toReversed()].map((each) => ({
    href: peopleHref({ q, role: each }),
    label: each ? t(`filter.${each}`) : t('all'),
    isCurrent: each === role,
  }));
  return (
    <div className="mb-4 flex items-center justify-between gap-4 max-lg:flex-col max-lg:items-stretch">
      <SegmentedNav label={t('roles')} items={filters} />
      <Form action="/settings/people" role="search" className="flex items-center gap-2">
        {role && <input type="hidden" name="role" value={role} />}
        <SearchInput
          key={q}
          name="q"
          defaultValue={q}
          maxLength={200}
          label={t('search')}
          placeholder={t('search')}
          className="w-72 max-lg:w-full"
        />
        <Button type="submit" className="h-9 max-md:h-11">
          {t('searchButton')}
        </Button>
        {q && (
          <LinkButton variant="icon" href={peopleHref({ role })} aria-label={t('clear')} title={t('clear')}>
            <X size={16} strokeWidth={1.75} aria-hidden />
          </LinkButton>
        )}
      </Form>
    </div>
  );
}
