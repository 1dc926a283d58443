'use client';
import { ClientSection } from './client-section';
import { CustomFields } from './custom-fields';
import { FieldsSection } from './fields-section';
import { LinkSection } from './link-section';
import { MergeSection } from './merge-section';
import { OthersSection } from './others-section';
import { RatingSection } from './rating-section';
import { useTicket } from './use-ticket';

/**
 * What stands beside the ticket, each part a file of its own. One that holds a state of its own is keyed by the ticket; the
 * others only change what they say, which is quicker than to make them anew.
 */
export function Properties() {
  const { ticket } = useTicket();
  return (
    <>
      <ClientSection />
      <FieldsSection />
      <RatingSection key={`rating ${ticket.id}`} />
      <CustomFields key={`fields ${ticket.id}`} />
      <MergeSection key={`merge ${ticket.id}`} />
      <LinkSection key={`links ${ticket.id}`} />
      <OthersSection />
    </>
  );
}
