import { nowhere } from '@/lib/http/endpoint';

/** `/v2` itself is no resource. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nowhere();
