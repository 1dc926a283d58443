// Rows in the binary form of COPY: https://www.postgresql.org/docs/current/sql-copy.html

const HEAD = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TEXT_OID = 25;
/** Milliseconds from 1970 to 2000, from where Postgres counts. */
const EPOCH = 946_684_800_000;

/** Collects the rows of one table. Each `row` is followed by its columns, in the order that the COPY names them. */
export class CopyRows {
  #bytes = Buffer.allocUnsafe(1 << 20);
  #at = 0;

  #room(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + size));
    this.#bytes.copy(wider, 0, 0, this.#at);
    this.#bytes = wider;
  }

  row(columns: number): void {
    if (this.#at === 0) {
      this.#room(HEAD.length);
      this.#at += HEAD.copy(this.#bytes, 0);
    }
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(columns, this.#at);
  }

  null(): void {
    this.#room(4);
    this.#at = this.#bytes.writeInt32BE(-1, this.#at);
  }

  text(value: string): void {
    this.#room(4 + value.length * 3);
    const length = this.#bytes.write(value, this.#at + 4, 'utf8');
    this.#bytes.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  maybeText(value: string | null): void {
    if (value === null) this.null();
    else this.text(value);
  }

  json(value: string): void {
    this.#room(5 + value.length * 3);
    const length = this.#bytes.write(value, this.#at + 5, 'utf8');
    this.#bytes.writeInt32BE(length + 1, this.#at);
    this.#bytes[this.#at + 4] = 1;
    this.#at += 5 + length;
  }

  bytes(value: Uint8Array): void {
    this.#room(4 + value.length);
    this.#at = this.#bytes.writeInt32BE(value.length, this.#at);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  maybeBytes(value: Uint8Array | null): void {
    if (value === null) this.null();
    else this.bytes(value);
  }

  bool(value: boolean): void {
    this.#room(5);
    this.#at = this.#bytes.writeInt32BE(1, this.#at);
    this.#at = this.#bytes.writeUInt8(value ? 1 : 0, this.#at);
  }

  int2(value: number): void {
    this.#room(6);
    this.#at = this.#bytes.writeInt32BE(2, this.#at);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  int4(value: number): void {
    this.#room(8);
    this.#at = this.#bytes.writeInt32BE(4, this.#at);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  int8(value: number): void {
    this.#room(12);
    this.#at = this.#bytes.writeInt32BE(8, this.#at);
    this.#at = this.#bytes.writeInt32BE(Math.floor(value / 4294967296), this.#at);
    this.#at = this.#bytes.writeUInt32BE(value >>> 0, this.#at);
  }

  /** A moment in milliseconds. */
  time(value: number | null): void {
    if (value === null) this.null();
    else this.int8((value - EPOCH) * 1000);
  }

  texts(values: string[]): void {
    this.#room(24 + values.reduce((sum, each) => sum + 4 + each.length * 3, 0));
    const start = this.#at;
    this.#at += 4;
    for (const each of values.length === 0 ? [0, 0, TEXT_OID] : [1, 0, TEXT_OID, values.length, 1])
      this.#at = this.#bytes.writeInt32BE(each, this.#at);
    for (const value of values) {
      const length = this.#bytes.write(value, this.#at + 4, 'utf8');
      this.#bytes.writeInt32BE(length, this.#at);
      this.#at += 4 + length;
    }
    this.#bytes.writeInt32BE(this.#at - start - 4, start);
  }

  /** What was collected, as one whole COPY, and begins anew; null without rows. */
  take(): Uint8Array<ArrayBuffer> | null {
    if (this.#at === 0) return null;
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(-1, this.#at);
    const taken = new Uint8Array(this.#bytes.subarray(0, this.#at));
    this.#at = 0;
    return taken;
  }
}
