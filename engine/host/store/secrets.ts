/** Codes that are mailed to users: derived, so that they are nowhere on disk, and the same after a restart. */
import { createHmac } from 'node:crypto';
import type { Secrets } from '../../run/ports.ts';

const CODES = 1_000_000;

/** Six digits from 48 bits of the MAC: none is likelier than another by more than one in 280 million. */
export function codesOf(key: string): Secrets {
  return {
    code(effect) {
      const mac = createHmac('sha256', key).update(effect).digest();
      return String(mac.readUIntBE(0, 6) % CODES).padStart(6, '0');
    },
  };
}
