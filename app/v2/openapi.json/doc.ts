import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';

export const openapiDoc: Doc = {
  id: 'getOpenapi',
  tag: 'Meta',
  summary: 'Read this document',
  description: 'OpenAPI 3.1. `/docs` shows it to people.',
  takes: ['If-None-Match'],
  // Needs no database: limits are then counted in memory.
  never: ['SERVICE_UNAVAILABLE', 'INTERNAL_ERROR'],
  replies: {
    200: {
      description: 'The document.',
      headers: ['ETag'],
      body: { 'application/json': z.looseObject({ openapi: z.string().meta({ example: '3.1.1' }) }) },
    },
  },
};
