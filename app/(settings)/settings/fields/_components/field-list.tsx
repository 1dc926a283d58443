'use client';
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Panel } from '@/components/ui/panel';
import type { FieldObject } from '@/lib/fields/schema';
import { FieldRow } from './field-row';

/** The fields in use, which are put in order by dragging, by the arrow keys on their handle, or by their menu. */
export function FieldList(props: {
  fields: FieldObject[];
  onEdit: (field: FieldObject) => void;
  onArchive: (field: FieldObject) => void;
  /** Gives whether the desk took it. */
  onMove: (field: FieldObject, place: number) => Promise<boolean>;
}) {
  const { fields, onEdit, onArchive, onMove } = props;
  const t = useTranslations('fields.settings');
  const [order, setOrder] = useState<{ of: FieldObject[]; ids: string[] }>();
  // What the reader arranged counts until the page brings the desk's own order.
  const ids = order?.of === fields ? order.ids : fields.map((field) => field._id);
  const byId = new Map(fields.map((field) => [field._id, field]));
  const shown = ids.flatMap((id) => byId.get(id) ?? []);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const isLifted = useRef(false);
  const nameOf = (id: string | number) => byId.get(String(id))?.label ?? '';
  const placeOf = (id: string | number) => ids.indexOf(String(id)) + 1;

  async function move(id: string, place: number) {
    const field = byId.get(id);
    const from = ids.indexOf(id);
    if (!field || from === place || place < 0 || place >= ids.length) return;
    setOrder({ of: fields, ids: arrayMove(ids, from, place) });
    if (!(await onMove(field, place))) setOrder(undefined);
  }

  function onDragEnd({ active, over }: DragEndEvent) {
    if (over) void move(String(active.id), ids.indexOf(String(over.id)));
  }

  return (
    <DndContext
      id="fields"
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{
        screenReaderInstructions: { draggable: t('dragHelp') },
        announcements: {
          onDragStart({ active }) {
            isLifted.current = false;
            return t('dragStart', { label: nameOf(active.id) });
          },
          onDragOver({ active, over }) {
            // It is over its own place as soon as it is taken: that would be said over the words above.
            const isNews = isLifted.current || over?.id !== active.id;
            isLifted.current = true;
            return over && isNews ? t('dragOver', { label: nameOf(active.id), place: placeOf(over.id) }) : undefined;
          },
          onDragEnd: ({ active, over }) =>
            t('dragEnd', { label: nameOf(active.id), place: placeOf((over ?? active).id) }),
          onDragCancel: ({ active }) => t('dragCancel', { label: nameOf(active.id) }),
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <Panel>
          <ul aria-label={t('list')}>
            {shown.map((field, index) => (
              <FieldRow
                key={field._id}
                field={field}
                isFirst={index === 0}
                isLast={index === shown.length - 1}
                onEdit={() => onEdit(field)}
                onArchive={() => onArchive(field)}
                onMove={(by) => void move(field._id, index + by)}
              />
            ))}
          </ul>
        </Panel>
      </SortableContext>
    </DndContext>
  );
}
