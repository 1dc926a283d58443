'use client';
import { useSortable } from '@dnd-kit/sortable';
import { ArrowDown, ArrowUp, Bookmark, Ellipsis, GripVertical, Pencil, Trash2, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RailLink } from '@/components/layout/rail-link';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import type { QueueObject, ViewObject } from '@/lib/views/schema';
import { useDesk } from '../data/use-desk';
import { useIsCounting } from '../data/use-queues';
import { useViews } from '../data/use-views';
import { shownCount } from './shown-count';
import { ViewDialog } from './view-dialog';

const iconSize = { size: 16, strokeWidth: 1.75 } as const;

/** One saved view: its way, its handle for dragging, and what can be done with it. */
export function ViewLine(props: {
  line: QueueObject & { view: ViewObject };
  /** All views in their order. */
  ids: string[];
  isWide?: boolean;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
}) {
  const { line, ids, isWide, onMove } = props;
  const { view: saved } = line;
  const t = useTranslations('views');
  const { view, href, show } = useDesk();
  const { change, remove } = useViews();
  const [isEditing, setEditing] = useState(false);
  const sortable = useSortable({ id: line.id });
  const { transform } = sortable;
  const isCurrent = view.queue === line.id;
  const Icon = saved.shared ? Users : Bookmark;
  const tool = cx('shrink-0 text-text-3', isWide ? 'size-9' : 'size-6');

  const isCounting = useIsCounting();

  async function share() {
    if (await change(line.id, { shared: !saved.shared }))
      toast.done(t(saved.shared ? 'unshared' : 'shared', { name: saved.name }));
  }

  return (
    <li
      ref={sortable.setNodeRef}
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition: sortable.transition }}
      className={cx(
        'group/view relative flex min-w-0 items-center',
        sortable.isDragging && 'z-10 rounded-md bg-surface shadow-e2',
      )}
    >
      <span className="min-w-0 grow">
        <RailLink
          href={href(null, { queue: line.id, q: '', sort: saved.sort })}
          icon={<Icon {...iconSize} aria-hidden />}
          label={saved.name}
          count={line.count !== null ? shownCount(line.count) : isCounting ? '' : '–'}
          isCurrent={isCurrent}
          isWide={isWide}
        />
      </span>
      <span
        className={
          isWide
            ? 'flex'
            : 'absolute inset-y-0 right-0 flex items-center rounded-md bg-sunken pl-1 opacity-0 group-focus-within/view:opacity-100 group-hover/view:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:static pointer-coarse:opacity-100 max-lg:hidden'
        }
      >
        <button
          type="button"
          ref={sortable.setActivatorNodeRef}
          {...sortable.attributes}
          {...sortable.listeners}
          aria-label={t('order.handle', { name: saved.name })}
          className={cx(tool, 'grid cursor-grab touch-none place-items-center rounded-md hover:bg-hover')}
        >
          <GripVertical size={14} strokeWidth={1.75} aria-hidden />
        </button>
        <Menu>
          <MenuTrigger
            render={<Button variant="icon" size="sm" aria-label={t('menu', { name: saved.name })} className={tool} />}
          >
            <Ellipsis size={14} strokeWidth={1.75} aria-hidden />
          </MenuTrigger>
          <MenuContent align="start" aria-label={t('menu', { name: saved.name })}>
            {!props.isFirst && (
              <MenuItem icon={<ArrowUp {...iconSize} aria-hidden />} onClick={() => onMove(-1)}>
                {t('order.up')}
              </MenuItem>
            )}
            {!props.isLast && (
              <MenuItem icon={<ArrowDown {...iconSize} aria-hidden />} onClick={() => onMove(1)}>
                {t('order.down')}
              </MenuItem>
            )}
            {saved.canChange && (
              <>
                {ids.length > 1 && <MenuSeparator />}
                <MenuItem icon={<Pencil {...iconSize} aria-hidden />} onClick={() => setEditing(true)}>
                  {t('edit.open')}
                </MenuItem>
                <MenuItem icon={<Users {...iconSize} aria-hidden />} onClick={() => void share()}>
                  {t(saved.shared ? 'unshare' : 'share')}
                </MenuItem>
                <MenuItem
                  icon={<Trash2 {...iconSize} aria-hidden />}
                  tone="danger"
                  onClick={() =>
                    void remove(saved).then((isGone) => {
                      if (isGone && isCurrent) show({ queue: 'all', q: '' });
                    })
                  }
                >
                  {t('delete')}
                </MenuItem>
              </>
            )}
            {!saved.canChange && <MenuItem disabled>{t('sharedBy', { name: saved.owner.name })}</MenuItem>}
          </MenuContent>
        </Menu>
      </span>
      <ViewDialog
        open={isEditing}
        onOpenChange={setEditing}
        id={line.id}
        start={{ name: saved.name, query: saved.query, sort: saved.sort, shared: saved.shared }}
        onSaved={(made) => toast.done(t('changed', { name: made.name }))}
      />
    </li>
  );
}
