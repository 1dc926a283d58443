'use client';
import { useSortable } from '@dnd-kit/sortable';
import { Archive, ArrowDown, ArrowUp, Ellipsis, GripVertical, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu';
import type { FieldObject } from '@/lib/fields/schema';
import { FieldFacts } from './field-facts';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** A field in use: its handle, what it is, its menu. */
export function FieldRow(props: {
  field: FieldObject;
  isFirst: boolean;
  isLast: boolean;
  onEdit: () => void;
  onArchive: () => void;
  /** By one up (-1) or down. */
  onMove: (by: 1 | -1) => void;
}) {
  const { field, isFirst, isLast, onEdit, onArchive, onMove } = props;
  const t = useTranslations('fields.settings');
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: field._id,
  });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
      className={cx(
        'flex items-center gap-2 border-b border-line bg-surface py-2.5 pr-3 pl-2 last:border-b-0',
        isDragging ? 'relative z-10 shadow-e2' : 'hover:bg-hover',
      )}
    >
      <button
        {...attributes}
        {...listeners}
        ref={setActivatorNodeRef}
        type="button"
        aria-label={t('drag', { label: field.label })}
        className="grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-md text-text-3 hover:bg-pressed max-md:size-10"
      >
        <GripVertical {...icon} />
      </button>
      <FieldFacts field={field} />
      <Menu>
        <MenuTrigger render={<Button variant="icon" aria-label={t('actionsFor', { label: field.label })} />}>
          <Ellipsis {...icon} />
        </MenuTrigger>
        <MenuContent aria-label={t('actionsFor', { label: field.label })}>
          <MenuItem icon={<Pencil {...icon} />} onClick={onEdit}>
            {t('edit')}
          </MenuItem>
          <MenuItem icon={<ArrowUp {...icon} />} disabled={isFirst} onClick={() => onMove(-1)}>
            {t('up')}
          </MenuItem>
          <MenuItem icon={<ArrowDown {...icon} />} disabled={isLast} onClick={() => onMove(1)}>
            {t('down')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Archive {...icon} />} onClick={onArchive}>
            {t('archive')}
          </MenuItem>
        </MenuContent>
      </Menu>
    </li>
  );
}
