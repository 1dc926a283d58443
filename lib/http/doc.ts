import type { z } from 'zod';

/** One answer of an operation. */
export interface DocReply {
  description: string;
  /** What stands in `data` of the envelope `{success: true, data}`. */
  data?: z.ZodType;
  /** The envelope also has `page: {limit, next}`. */
  isPage?: boolean;
  /** A body that is no envelope, by media type. */
  body?: Record<string, z.ZodType>;
  headers?: (
    | 'ETag'
    | 'Location'
    | 'Idempotency-Replayed'
    | 'Content-Disposition'
    | 'Content-Range'
    | 'Tus-Resumable'
    | 'Upload-Offset'
    | 'Upload-Length'
    | 'Upload-Metadata'
    | 'Upload-Expires'
  )[];
  /** Whole bodies, by a short name. */
  examples?: Record<string, unknown>;
}

/** What the document of the API (OpenAPI) says of an endpoint beyond what it declares to the wrapper anyway. */
export interface Doc {
  /** Unique: the name of the method in generated clients, as `createTicket`. */
  id: string;
  tag:
    | 'Tickets'
    | 'Attachments'
    | 'Clients'
    | 'Fields'
    | 'Macros'
    | 'Desk'
    | 'Events'
    | 'Webhooks'
    | 'Tokens'
    | 'People'
    | 'Export'
    | 'Assistants'
    | 'Meta';
  summary: string;
  description?: string;
  replies: Partial<Record<200 | 201 | 202 | 204 | 206 | 302 | 304, DocReply>>;
  /** Sessions are nobody here. */
  onlyTokens?: true;
  /** The parameters of its path, by name; a text where it is silent. */
  params?: Record<string, z.ZodType>;
  /** Codes of errors of its own; those that any endpoint of its kind can have, and those of its schemas, are known. */
  errors?: string[];
  /** Codes that any endpoint of its kind can have, and this one cannot. */
  never?: string[];
  /** Headers that it reads. */
  takes?: (
    | 'Idempotency-Key'
    | 'If-Match'
    | 'If-None-Match'
    | 'Last-Event-ID'
    | 'Content-Disposition'
    | 'Range'
    | 'If-Range'
    | 'Tus-Resumable'
    | 'Upload-Offset'
    | 'Upload-Length'
    | 'Upload-Metadata'
  )[];
  /** What it takes for a body where that is no JSON, by media type. */
  bodies?: Record<string, z.ZodType>;
  /** Bodies to show, by a short name. */
  examples?: Record<string, unknown>;
}
