import type { DeliveryTally } from '@/lib/webhooks/queries';
import type { Health } from './webhook-view';

const width = 5;
const gap = 2;
const height = 28;

/** 24 hours in 24 bars: what arrived, what is being tried, what was given up. A picture of numbers that stand beside it. */
export function HealthBars({ health, className }: { health: Health; className?: string }) {
  const top = Math.max(1, ...health.hours.map(total));
  return (
    <svg
      viewBox={`0 0 ${health.hours.length * (width + gap) - gap} ${height}`}
      width={health.hours.length * (width + gap) - gap}
      height={height}
      className={className}
      aria-hidden="true"
    >
      {health.hours.map((hour, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
        <Bar key={index} x={index * (width + gap)} hour={hour} top={top} />
      ))}
    </svg>
  );
}

function total({ delivered, failed, pending }: DeliveryTally): number {
  return delivered + failed + pending;
}

function Bar({ x, hour, top }: { x: number; hour: DeliveryTally; top: number }) {
  if (total(hour) === 0) {
    return <rect x={x} y={height - 2} width={width} height={2} rx={1} className="fill-line" />;
  }
  // A single failure among a thousand must still be seen.
  const tall = (count: number) => (count === 0 ? 0 : Math.max(3, (count / top) * height));
  const parts = [
    { size: tall(hour.delivered), look: 'fill-resolved-mark' },
    { size: tall(hour.pending), look: 'fill-pending-mark' },
    { size: tall(hour.failed), look: 'fill-urgent-mark' },
  ];
  const scale = Math.min(1, height / parts.reduce((sum, part) => sum + part.size, 0));
  let foot = height;
  return (
    <>
      {parts.map(({ size, look }) => {
        foot -= size * scale;
        return (
          size > 0 && <rect key={look} x={x} y={foot} width={width} height={size * scale} rx={1} className={look} />
        );
      })}
    </>
  );
}
