/** One word for several handoffs: checked together, then decided one by one, each with its own record (T58). */
import { randomUUID } from 'node:crypto';
import type { BatchResult } from '../../../../schemas/protocol/views.ts';
import { requestErrorFor } from '../refusals.ts';
import { type Handler, type Session, submit } from './method.ts';

export const decideTogether: Handler<'handoff/batch'> = async ({ items, decision, reason }, session) => {
  await submit(session, 'batch', { items });
  const batch = `b_${randomUUID()}`;
  const results: BatchResult[] = [];
  for (const item of items) results.push(await decideOne(session, { ...item, decision, reason, batch }));
  return { results };
};

interface Item {
  id: string;
  revision: number;
  digest: string;
  decision: string;
  reason?: string;
  batch: string;
}

/** What is refused is said of the item; the others are decided all the same. */
async function decideOne(session: Session, item: Item): Promise<BatchResult> {
  try {
    const { seq, decision } = await submit(session, 'decide', { ...item, channel: session.channel });
    return { id: item.id, seq, decision };
  } catch (error) {
    const { code, message } = requestErrorFor(error, session.engine.mode);
    return { id: item.id, error: { code, message } };
  }
}
