/** Waits for the decision of one handoff, across reconnects and decisions that are taken back. */
import type { Client } from '../../schemas/protocol/client.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';

/** `opened.seq` is from where on something can have happened to it. Rejects with what the engine refuses. */
export async function decided(client: Client, opened: { id: string; seq: number }): Promise<HandoffDetail> {
  return new Promise((resolve, reject) => {
    const subscription = client.subscribe(opened.seq, ({ type, body }) => {
      if (!type.startsWith('handoff-') || body?.handoff !== opened.id) return;
      client.request('handoff/get', { id: opened.id }).then((detail) => {
        if (!isFinal(detail)) return;
        subscription.stop();
        resolve(detail);
      }, reject);
    });
  });
}

/** Until its time to be taken back is over, a decision has let nothing happen. */
function isFinal({ status, undoUntil }: HandoffDetail): boolean {
  return status !== 'open' && undoUntil === undefined;
}
