'use client';
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  TouchSensor,
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
import { useId, useState } from 'react';
import { RailGroup } from '@/components/layout/rail-link';
import { useQueueList } from '../data/use-queues';
import { useViews } from '../data/use-views';
import { ViewLine } from './view-line';

/** The saved views that the reader sees, in their own order: dragged by the handle, or moved from the menu. */
export function ViewList({ isWide }: { isWide?: boolean }) {
  const t = useTranslations('views');
  const id = useId();
  const { order } = useViews();
  const [said, setSaid] = useState('');
  const lines = useQueueList().flatMap((queue) => (queue.view ? [{ ...queue, view: queue.view }] : []));
  const ids = lines.map((line) => line.id);
  const nameOf = (each: unknown) => lines.find((line) => line.id === each)?.view.name ?? '';
  const placeOf = (each: unknown) => ids.indexOf(String(each)) + 1;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  function move(from: number, to: number) {
    if (from === to || from < 0 || to < 0 || to >= ids.length) return;
    setSaid(t('order.moved', { name: nameOf(ids[from]), place: to + 1, count: ids.length }));
    void order(arrayMove(ids, from, to));
  }
  if (lines.length === 0) return null;
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={({ active, over }: DragEndEvent) => {
        if (over) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
      }}
      accessibility={{
        screenReaderInstructions: { draggable: t('order.how') },
        announcements: {
          onDragStart: ({ active }) => t('order.taken', { name: nameOf(active.id) }),
          onDragOver: ({ active, over }) =>
            over ? t('order.over', { name: nameOf(active.id), place: placeOf(over.id), count: ids.length }) : undefined,
          onDragEnd: () => undefined,
          onDragCancel: ({ active }) => t('order.left', { name: nameOf(active.id) }),
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <RailGroup title={t('title')}>
          {lines.map((line, index) => (
            <ViewLine
              key={line.id}
              line={line}
              ids={ids}
              isWide={isWide}
              onMove={(by) => move(index, index + by)}
              isFirst={index === 0}
              isLast={index === lines.length - 1}
            />
          ))}
        </RailGroup>
      </SortableContext>
      <p role="status" className="sr-only">
        {said}
      </p>
    </DndContext>
  );
}
