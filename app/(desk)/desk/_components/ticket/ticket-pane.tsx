'use client';
import { Fragment } from 'react';
import { useBePresent } from '../live/use-be-present';
import { ReadNotices } from '../notifications/read-notices';
import { Composer } from './composer';
import { ConflictBanner } from './conflict-banner';
import { Conversation } from './conversation';
import { MergeArrival } from './merge-arrival';
import { MergeReaders } from './merge-readers';
import { PresenceLine } from './presence-line';
import { PropertiesDrawer } from './properties-drawer';
import { TicketHead, type Way } from './ticket-head';
import { TicketMenu } from './ticket-menu';
import { useTicket } from './use-ticket';

/** The third pane: the ticket, what was said in it, and the paper to go on. */
export function TicketPane({ way }: { way: Way }) {
  const { ticket } = useTicket();
  useBePresent(ticket.id);
  return (
    <>
      {/* The head only changes what it says: to make its menus anew for each ticket would cost more than all the rest. */}
      <TicketHead way={way}>
        <TicketMenu key={`menu ${ticket.id}`} />
        <PropertiesDrawer key={`properties ${ticket.id}`} className="xl:hidden" />
      </TicketHead>
      <Fragment key={ticket.id}>
        <ReadNotices ticket={ticket.id} />
        <MergeArrival />
        <Conversation />
        <ConflictBanner />
        <PresenceLine />
        <MergeReaders />
        <Composer />
      </Fragment>
    </>
  );
}
