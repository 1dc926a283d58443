import { useTranslations } from 'next-intl';
import { SearchInput } from '@/components/ui/search-input';
import { SegmentedNav } from '@/components/ui/segmented-nav';
import { countLimit } from '@/lib/tickets/queries/count';
import { categories } from '@/lib/tickets/schema';
import { CategoryFilter } from './category-filter';
import { type ListParams, listHref, type Segment, segments } from './list-params';

/** Piles, search and category, each an address: they work without script but for the category's menu. */
export function ListToolbar({ params, counts }: { params: ListParams; counts: Record<Segment, number> }) {
  const t = useTranslations('portal.list');
  const categoryName = useTranslations('tickets.category');
  const { segment, q, category } = params;
  return (
    <div className="mb-3.5 flex items-center gap-2 max-md:flex-wrap">
      <SegmentedNav
        label={t('segments')}
        items={segments.map((each) => ({
          href: listHref({ segment: each, q, category }),
          label: t(each),
          count: counts[each] < countLimit ? counts[each] : t('many'),
          isCurrent: each === segment,
        }))}
      />
      <form action="/tickets" role="search" className="ml-auto max-md:-order-1 max-md:ml-0 max-md:w-full">
        {segment !== 'active' && <input type="hidden" name="status" value={segment} />}
        {category && <input type="hidden" name="category" value={category} />}
        <SearchInput
          key={q}
          name="q"
          label={t('search')}
          placeholder={t('placeholder')}
          defaultValue={q}
          maxLength={200}
          enterKeyHint="search"
          className="w-[220px] max-md:w-full"
        />
      </form>
      <CategoryFilter
        label={t('category')}
        chosen={category && categoryName(category)}
        items={[
          { href: listHref({ segment, q }), label: t('anyCategory'), isCurrent: !category },
          ...categories.map((each) => ({
            href: listHref({ segment, q, category: each }),
            label: categoryName(each),
            isCurrent: each === category,
          })),
        ]}
      />
    </div>
  );
}
