import { type AttachmentLink, attachmentSchema, limits } from '@/lib/tickets/schema';

/** What the API would refuse of a link, in the order in which to mend it; null when it is fine. */
export function linkProblem(attachment: AttachmentLink): 'badUrl' | 'notSecure' | 'tooLong' | 'badName' | null {
  if (attachmentSchema.safeParse(attachment).success) return null;
  if (!URL.canParse(attachment.url)) return 'badUrl';
  if (new URL(attachment.url).protocol !== 'https:') return 'notSecure';
  if (attachment.url.length > limits.url) return 'tooLong';
  return attachmentSchema.shape.url.safeParse(attachment.url).success ? 'badName' : 'badUrl';
}
