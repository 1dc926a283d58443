/**
 * The stable codes of the API and the status that each is answered with. Fields' own codes
 * (`TITLE_REQUIRED`, `INVALID_TITLE`, …) come from the schemas and are always 400.
 * Source: docs/contract.md, section 2.
 */
export const statusOfCode = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  LINK_EXPIRED: 403,
  ATTACHMENT_INFECTED: 403,
  TICKET_NOT_FOUND: 404,
  OTHER_TICKET_NOT_FOUND: 404,
  LINK_NOT_FOUND: 404,
  USER_NOT_FOUND: 404,
  TEAM_NOT_FOUND: 404,
  BULK_NOT_FOUND: 404,
  FIELD_NOT_FOUND: 404,
  NOTE_NOT_FOUND: 404,
  TOKEN_NOT_FOUND: 404,
  WEBHOOK_NOT_FOUND: 404,
  DELIVERY_NOT_FOUND: 404,
  VIEW_NOT_FOUND: 404,
  MACRO_NOT_FOUND: 404,
  OUTGOING_NOT_FOUND: 404,
  ATTACHMENT_NOT_FOUND: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  TICKET_CLOSED: 409,
  TICKET_MERGED: 409,
  NOT_MERGED: 409,
  MERGE_INTO_ITSELF: 409,
  MERGE_INTO_MERGED: 409,
  LINK_TO_ITSELF: 409,
  LINK_EXISTS: 409,
  TICKET_NOT_ACTIVE: 409,
  TEAM_EXISTS: 409,
  BULK_TOO_MANY: 409,
  BULK_NOT_DONE: 409,
  NOT_RESOLVED: 409,
  RATING_FINAL: 409,
  ALREADY_SENT: 409,
  KEY_TAKEN: 409,
  TOO_MANY_FIELDS: 409,
  EMAIL_TAKEN: 409,
  USER_HAS_TICKETS: 409,
  LAST_ADMIN: 409,
  WEBHOOK_DISABLED: 409,
  TOO_MANY_TOKENS: 409,
  TOO_MANY_WEBHOOKS: 409,
  TOO_MANY_VIEWS: 409,
  TOO_MANY_MACROS: 409,
  TOO_MANY_JOBS: 409,
  TOO_MANY_LINKS: 409,
  TOO_MANY_NOTES: 409,
  ATTACHMENT_IN_USE: 409,
  UPLOAD_OFFSET_MISMATCH: 409,
  TOO_MANY_UPLOADS: 409,
  ATTACHMENT_NOT_SCANNED: 409,
  IDEMPOTENCY_KEY_IN_USE: 409,
  PRECONDITION_FAILED: 412,
  UNSUPPORTED_TUS_VERSION: 412,
  BODY_TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  UPLOAD_QUOTA_EXCEEDED: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RANGE_NOT_SATISFIABLE: 416,
  IDEMPOTENCY_KEY_MISMATCH: 422,
  UPLOAD_NOT_KEPT: 423,
  RATE_LIMITED: 429,
  TOO_MANY_STREAMS: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  STORAGE_UNAVAILABLE: 503,
  STORAGE_FULL: 507,
} as const;

/** One problem of one field. `path` says where inside the field, as in `attachments.0.url`. */
export interface FieldProblem {
  field: string;
  code: string;
  path?: string;
}

/**
 * The one error that domains throw. `code` is for programs; people's sentences are found at the edge.
 * With `problems` it is a validation error: 400, its code is the first problem's.
 */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: string,
    readonly options: {
      problems?: FieldProblem[];
      /** Seconds. */
      retryAfter?: number;
      /** The scope that the caller's token lacks. */
      scope?: string;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = 'AppError';
    this.status = (statusOfCode as Record<string, number>)[code] ?? 400;
  }
}

/** A 400 for problems found after the schema: unknown ids, rules of the ticket's life. Needs at least one. */
export function invalid(...problems: [FieldProblem, ...FieldProblem[]]): AppError {
  return new AppError(problems[0].code, { problems });
}
