/**
 * The bodies of a batch as bytes: `[["salt",body],…]`. Each text is turned into bytes once, in one place of memory, where
 * it is digested too; text after text, the same work made most of the garbage of a request.
 */
import { hash } from 'node:crypto';
import { nextSalt, SALT_LENGTH } from './salt.ts';

/** `["salt",` */
const PREFIX = SALT_LENGTH + 4;
const MOST_BYTES_PER_UNIT = 3;

const PAGE_BYTES = 64 * 1024;
/** A page that a huge body needed is not kept. */
const KEPT_BYTES = 1024 * 1024;

let page = Buffer.allocUnsafeSlow(PAGE_BYTES);

/** One batch at a time: until `taken`, the page belongs to this one. */
export class BodyBytes {
  #end = 0;

  /** Returns the digest of salt + body text. Throws what `JSON.stringify` throws. */
  add(body: unknown): string {
    const text = JSON.stringify(body);
    const start = this.#end + 1 + PREFIX;
    this.#makeRoom(start + text.length * MOST_BYTES_PER_UNIT + 2);
    const salt = nextSalt();
    const end = start + page.write(text, start);
    page.write(salt, start - SALT_LENGTH, 'latin1');
    const digest = hash('sha256', page.subarray(start - SALT_LENGTH, end));
    page.write(`${this.#end === 0 ? '[' : ','}["${salt}",`, this.#end, 'latin1');
    page.write(']', end, 'latin1');
    this.#end = end + 1;
    return digest;
  }

  taken(): Uint8Array {
    page.write(']', this.#end, 'latin1');
    const bytes = Buffer.from(page.subarray(0, this.#end + 1));
    if (page.length > KEPT_BYTES) page = Buffer.allocUnsafeSlow(PAGE_BYTES);
    return bytes;
  }

  #makeRoom(bytes: number): void {
    if (bytes <= page.length) return;
    const larger = Buffer.allocUnsafeSlow(bytes * 2);
    page.copy(larger, 0, 0, this.#end);
    page = larger;
  }
}
