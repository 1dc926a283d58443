import { nowhere } from '@/lib/http/endpoint';

/** Every path under `/v2` that is no resource. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nowhere();
