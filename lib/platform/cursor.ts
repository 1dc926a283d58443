/**
 * Where a page of a list ended, as opaque text for the next request: the sort keys of its last row. A date becomes its
 * milliseconds, which is all that `timestamptz(3)` keeps.
 */
export function encodeCursor(keys: (string | number | Date)[]): string {
  const plain = keys.map((key) => (key instanceof Date ? key.getTime() : key));
  return Buffer.from(JSON.stringify(plain)).toString('base64url');
}

/** The keys in a cursor, unchecked, or null when the text is none. */
export function decodeCursor(text: string): unknown[] | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(keys) ? keys : null;
  } catch {
    return null;
  }
}
