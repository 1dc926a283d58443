'use client';
import { Pencil, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Field } from '@/components/ui/field';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { TagInput } from '@/components/ui/tag-input';
import { limits } from '@/lib/tickets/schema';
import { useTicket } from './use-ticket';

/** The tags, and a small panel in which to add and remove them. */
export function TagEditor() {
  const t = useTranslations('desk.properties');
  const { ticket, change } = useTicket();
  const [isOpen, setOpen] = useState(false);
  const [tags, setTags] = useState(ticket.tags);
  const Icon = ticket.tags.length > 0 ? Pencil : Plus;

  function open(next: boolean) {
    if (next) setTags(ticket.tags);
    setOpen(next);
  }

  function save(event: React.FormEvent) {
    event.preventDefault();
    setOpen(false);
    if (JSON.stringify(tags) !== JSON.stringify(ticket.tags)) change({ tags });
  }

  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1 py-0.5">
      {ticket.tags.length > 0 && (
        <ul className="contents">
          {ticket.tags.map((tag) => (
            <li key={tag} className="inline-flex min-w-0 max-w-full">
              <Chip>{tag}</Chip>
            </li>
          ))}
        </ul>
      )}
      <Popover open={isOpen} onOpenChange={open}>
        <PopoverTrigger
          render={
            <Button
              variant="icon"
              size="sm"
              className="size-6 max-md:size-9"
              aria-label={t('editTags')}
              title={t('editTags')}
            />
          }
        >
          <Icon size={14} strokeWidth={1.75} aria-hidden />
        </PopoverTrigger>
        <PopoverContent title={t('editTags')}>
          <form onSubmit={save} className="grid gap-3">
            <Field label={t('tags')} hint={t('tagsHint', { max: limits.tags })} optional>
              {(control) => <TagInput control={control} value={tags} onChange={setTags} max={limits.tags} />}
            </Field>
            <Button type="submit" variant="primary" className="justify-self-end">
              {t('saveTags')}
            </Button>
          </form>
        </PopoverContent>
      </Popover>
    </div>
  );
}
