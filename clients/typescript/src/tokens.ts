import type { CreateToken, NewToken, Token } from './api.js';
import type { Envelope } from './tickets.js';
import type { RequestOptions, Transport } from './transport.js';

/** Tokens of the API. Needs a token of all scopes. */
export class Tokens {
  constructor(private readonly transport: Transport) {}

  /** Makes a token. The token itself stands only in this answer. */
  async create(token: CreateToken, options: RequestOptions = {}): Promise<NewToken> {
    const call = { method: 'POST', path: '/v2/tokens', body: token, ...options } as const;
    return (await this.transport.json<Envelope<NewToken>>(call)).body.data;
  }

  /** Your own; an admin's are everybody's. */
  async list(options: RequestOptions = {}): Promise<Token[]> {
    return (await this.transport.json<Envelope<Token[]>>({ method: 'GET', path: '/v2/tokens', ...options })).body.data;
  }

  /** Ends a token, at once. */
  async revoke(id: string, options: RequestOptions = {}): Promise<Token> {
    const call = { method: 'DELETE', path: `/v2/tokens/${encodeURIComponent(id)}`, ...options } as const;
    return (await this.transport.json<Envelope<Token>>(call)).body.data;
  }
}
