import { v7 } from 'uuid';
import type { Ids } from '../run/ports.ts';

/** Ids of UUID version 7: they sort by the time of their making, also those of one millisecond. */
export const uuids: Ids = { next: () => v7() };
