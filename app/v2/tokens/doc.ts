import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { newTokenObject, tokenObject } from '@/lib/tokens/schema';

export const listTokensDoc: Doc = {
  id: 'listTokens',
  tag: 'Tokens',
  summary: 'List tokens',
  description: 'The caller’s own; an admin’s are everybody’s.',
  replies: { 200: { description: 'Tokens, without their secrets.', data: z.array(tokenObject) } },
};

export const createTokenDoc: Doc = {
  id: 'createToken',
  tag: 'Tokens',
  summary: 'Make a token',
  description:
    'Made with a token, it ends no later than that one and has no wider a limit. Only admins make one for somebody else, ' +
    'an integration’s, or one with a limit of its own. A person can have 50 that are good, those of integrations apart.',
  errors: ['USER_NOT_FOUND', 'TOO_MANY_TOKENS'],
  examples: { reader: { name: 'Monitor', expiresInDays: 90, scopes: ['tickets:read'] } },
  replies: { 201: { description: 'The token, with its secret: here, and never again.', data: newTokenObject } },
};

export const revokeTokenDoc: Doc = {
  id: 'revokeToken',
  tag: 'Tokens',
  summary: 'Revoke a token',
  description: 'At once. A second time changes nothing.',
  params: { id: z.string().meta({ description: 'The token’s `_id`.', example: 'token_01h455vb4pex5vsknk084sn02q' }) },
  errors: ['TOKEN_NOT_FOUND'],
  replies: { 200: { description: 'The token as it is now.', data: tokenObject } },
};
