// Without what looks alike when read aloud or by hand: 0 and o, 1, l and i.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password of four groups of five, about 99 random bits: `k7m2p-…`. */
export function generatePassword(): string {
  const groups = Array.from({ length: 4 }, () => Array.from({ length: 5 }, pick).join(''));
  return groups.join('-');
}

/** One letter, each as likely as any other: bytes that would favour the first letters are thrown again. */
function pick(): string {
  const fair = 256 - (256 % letters.length);
  for (;;) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0] ?? fair;
    if (byte < fair) return letters.charAt(byte % letters.length);
  }
}
