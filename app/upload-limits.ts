import type { UploadLimits } from '@/components/attachments/upload-rules';
import { env } from '@/lib/platform/env';
import { limits } from '@/lib/tickets/schema';

/** What this desk takes of files, for the pages that send some. */
export function uploadLimits(): UploadLimits {
  const { HILO_UPLOAD_MAX, HILO_UPLOAD_MESSAGE_MAX, HILO_URL } = env();
  return {
    file: HILO_UPLOAD_MAX,
    message: HILO_UPLOAD_MESSAGE_MAX,
    count: limits.attachments,
    filename: limits.filename,
    origin: new URL(HILO_URL).origin,
  };
}
