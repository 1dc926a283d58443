/** The product's only ornament. `spool` nothing yet, `loop` all done, `cut` something broke or is not there. */
export type Drawing = 'spool' | 'loop' | 'cut';

const shapes: Record<Drawing, { width: number; height: number; box: string }> = {
  spool: { width: 168, height: 92, box: '14 0 118 76' },
  loop: { width: 168, height: 48, box: '0 0 168 48' },
  cut: { width: 168, height: 64, box: '0 0 168 64' },
};

/** A line drawing made of thread. Says nothing that the title beside it does not say. */
export function ThreadDrawing({ drawing }: { drawing: Drawing }) {
  const { width, height, box } = shapes[drawing];
  return (
    <svg
      width={width}
      height={height}
      viewBox={box}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="text-thread"
      aria-hidden="true"
    >
      {drawing === 'spool' && (
        <>
          <path
            className="stroke-line-strong"
            strokeWidth={2.5}
            d="M48 12h36M48 64h36M54 12v8M78 12v8M54 64v-8M78 64v-8"
          />
          <path className="fill-thread-soft stroke-thread-line" d="M52 20h28v36H52z" />
          <path className="stroke-thread-line" d="M52 28l28-4M52 36l28-4M52 44l28-4M52 52l28-4" />
          <path d="M80 48c14 0 12 16 26 14s10-14 24-10" />
        </>
      )}
      {drawing === 'loop' && <path d="M2 30h56c16 0 26-4 26-14a10 10 0 0 0-20 0c0 10 10 14 26 14h76" />}
      {drawing === 'cut' && (
        <>
          <path d="M2 40c18 0 18-22 36-22s16 28 32 24c4-1 6-4 6-9" />
          <path className="stroke-thread-line" d="M92 31c1 9 6 13 14 11 14-3 12-24 28-24s14 22 32 22" />
        </>
      )}
    </svg>
  );
}
