'use client';
import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cx } from '@/components/ui/cx';
import type { OwnFile } from '../shown-file';
import type { Problem } from './problem';
import { whyNot } from './problem';
import { useRoom } from './use-room';
import { clampZoom } from './zoom';

/** A point of the picture, in parts of its size, that stays where it is on the stage while the size changes. */
interface Anchor {
  x: number;
  y: number;
  left: number;
  top: number;
}

/** A picture as large as fits, never larger than it is; zoomed by the wheel, a double click and the viewer's own means. */
export function ImageView(props: {
  file: OwnFile;
  stage: RefObject<HTMLDivElement | null>;
  zoom: number;
  onZoom: (zoom: number) => void;
  onProblem: (problem: Problem) => void;
}) {
  const { file, stage, zoom, onZoom, onProblem } = props;
  const [natural, setNatural] = useState<{ width: number; height: number } | null>(null);
  const room = useRoom(stage);
  const image = useRef<HTMLImageElement>(null);
  const anchor = useRef<Anchor | null>(null);
  const fit = natural && room ? Math.min(1, room.width / natural.width, room.height / natural.height) : 0;

  /** Zooms round a point of the window. */
  const zoomAt = (to: number, clientX: number, clientY: number) => {
    const picture = image.current?.getBoundingClientRect();
    const around = stage.current?.getBoundingClientRect();
    if (!picture || !around || picture.width === 0) return;
    anchor.current = {
      x: (clientX - picture.left) / picture.width,
      y: (clientY - picture.top) / picture.height,
      left: clientX - around.left,
      top: clientY - around.top,
    };
    onZoom(clampZoom(to));
  };
  const latest = useRef({ zoom, zoomAt });
  latest.current = { zoom, zoomAt };

  // biome-ignore lint/correctness/useExhaustiveDependencies: after each zoom, and only then
  useLayoutEffect(() => {
    const [box, picture] = [stage.current, image.current];
    if (!box || !picture) return;
    // By the keys and buttons: round the middle of what is seen.
    const at = anchor.current ?? { x: 0.5, y: 0.5, left: box.clientWidth / 2, top: box.clientHeight / 2 };
    anchor.current = null;
    box.scrollLeft = picture.offsetLeft + at.x * picture.offsetWidth - at.left;
    box.scrollTop = picture.offsetTop + at.y * picture.offsetHeight - at.top;
  }, [zoom]);

  useEffect(() => {
    const box = stage.current;
    // React listens to wheels without the right to hold them back.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { zoom: now, zoomAt: go } = latest.current;
      go(now * Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0025)), event.clientX, event.clientY);
    };
    box?.addEventListener('wheel', onWheel, { passive: false });
    return () => box?.removeEventListener('wheel', onWheel);
  }, [stage]);

  // By touch the stage scrolls by itself.
  const drag = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    stage.current?.scrollBy(-event.movementX, -event.movementY);
  };

  return (
    // biome-ignore lint/performance/noImgElement: it is to be seen as it is
    <img
      ref={image}
      src={file.path}
      alt={file.filename}
      draggable={false}
      decoding="async"
      className={cx(
        'm-auto max-w-none shrink-0 touch-manipulation select-none',
        zoom > 1 ? 'cursor-grab active:cursor-grabbing' : 'cursor-zoom-in',
        !natural && 'invisible',
      )}
      style={natural ? { width: natural.width * fit * zoom, height: natural.height * fit * zoom } : undefined}
      onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setNatural({ width, height })}
      onError={() => void whyNot(file.path).then((problem) => onProblem(problem ?? 'unreadable'))}
      onDoubleClick={(event) => zoomAt(zoom > 1 ? 1 : Math.max(2, 1 / (fit || 1)), event.clientX, event.clientY)}
      onPointerDown={(event) => {
        if (event.pointerType === 'mouse' && event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
    />
  );
}
