import type { TicketStatus } from '@/lib/tickets/schema';

const statusMarkClass: Record<TicketStatus, string> = {
  open: 'text-open-mark',
  pending: 'text-pending-mark',
  in_progress: 'text-progress-mark',
  resolved: 'text-resolved-mark',
  closed: 'text-closed-mark',
};

/** A status without its colour can still be told: ring, dashed ring with pause, half-filled ring, disc with check, disc with dash. */
export function StatusGlyph({ status }: { status: TicketStatus }) {
  const ring = <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.7" />;
  const disc = <circle cx="7" cy="7" r="6" fill="currentColor" />;
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" className={statusMarkClass[status]} aria-hidden="true">
      {status === 'open' && ring}
      {status === 'pending' && (
        <>
          <circle
            cx="7"
            cy="7"
            r="5.2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.7"
            strokeDasharray="2.3 1.78"
          />
          <path d="M5.8 5.2v3.6M8.2 5.2v3.6" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
        </>
      )}
      {status === 'in_progress' && (
        <>
          {ring}
          <path d="M7 3.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
        </>
      )}
      {status === 'resolved' && (
        <>
          {disc}
          <path
            d="m4.4 7.2 1.8 1.8 3.5-3.7"
            fill="none"
            className="stroke-surface"
            strokeWidth="1.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      )}
      {status === 'closed' && (
        <>
          {disc}
          <path d="M4.6 7h4.8" className="stroke-surface" strokeWidth="1.6" strokeLinecap="round" />
        </>
      )}
    </svg>
  );
}
