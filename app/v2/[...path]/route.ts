import type { RouteHandler } from '@/lib/http/endpoint';
import { newRequestId, replyError } from '@/lib/http/reply';
import { AppError } from '@/lib/platform/errors';

const notFound: RouteHandler = async (request) => {
  const requestId = newRequestId();
  return replyError(request, new AppError('NOT_FOUND'), requestId, { 'x-request-id': requestId });
};

/** Every path under `/v2` that is no resource. */
export {
  notFound as DELETE,
  notFound as GET,
  notFound as HEAD,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
