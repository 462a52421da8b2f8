/** How long an engine takes to open a store with many open handoffs, and what it then holds in memory. */
import { openHouse } from './house.ts';
import { perSecond } from './requesters.ts';

export interface LargeStore {
  handoffs: number;
  /** Milliseconds from opening to taking inputs, from the snapshot. */
  startMs: number;
  /** Bytes of this process. */
  rss: number;
}

export async function measureLargeStore(handoffs: number): Promise<LargeStore> {
  const house = await openHouse();
  await perSecond(100, handoffs, house.create);
  const startMs = await house.restart();
  const open = house.open().length;
  if (open !== handoffs) throw new Error(`${open} handoffs are open, not ${handoffs}`);
  const { rss } = process.memoryUsage();
  await house.end();
  return { handoffs, startMs, rss };
}
