/** The platform's Web Crypto: Node 18 has it, but not yet as a global. */
export async function webCrypto(): Promise<Crypto> {
  if (globalThis.crypto?.subtle) return globalThis.crypto;
  // Not named in the import itself, or bundlers for browsers would look for it.
  const node = 'node:crypto';
  const { webcrypto } = (await import(node)) as { webcrypto: Crypto };
  return webcrypto;
}

/** A new idempotency key: 122 random bits. */
export async function newKey(): Promise<string> {
  return (await webCrypto()).randomUUID();
}
