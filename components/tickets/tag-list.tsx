import { Chip } from '@/components/ui/chip';
import { cx } from '@/components/ui/cx';

/** A ticket's tags as chips. Nothing without tags. */
export function TagList({ tags, className }: { tags: string[]; className?: string }) {
  if (tags.length === 0) return null;
  return (
    <ul className={cx('flex min-w-0 flex-wrap gap-1.5', className)}>
      {tags.map((tag) => (
        <li key={tag} className="flex min-w-0">
          <Chip>{tag}</Chip>
        </li>
      ))}
    </ul>
  );
}
