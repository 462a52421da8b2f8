/** Salts for body digests, 128 bits each, drawn from the system in pages because one call a salt is slow. */
import { randomFillSync } from 'node:crypto';

const SALT_BYTES = 16;
/** Characters of a salt. */
export const SALT_LENGTH = 22;
const page = Buffer.alloc(SALT_BYTES * 512);
let used = page.length;

export function nextSalt(): string {
  if (used === page.length) {
    randomFillSync(page);
    used = 0;
  }
  used += SALT_BYTES;
  return page.toString('base64url', used - SALT_BYTES, used);
}
