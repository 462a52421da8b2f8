/** The refund example in a folder of its own, with its two real servers, for any suite. */
import { join } from 'node:path';
import {
  EXAMPLES,
  type ExampleOptions,
  type ExampleWorkspace,
  exampleWorkspace,
} from './example-workspace.ts';

export const REFUND_EXAMPLE = join(EXAMPLES, 'refund');

/** One line of the payments server's ledger: one call that it carried out. */
export interface Refund {
  refund_id: string;
  order_id: string;
  amount: number;
  status: 'succeeded';
  /** The idempotency key that the call carried. */
  key: string | null;
  at: string;
}

export interface RefundWorkspace extends ExampleWorkspace {
  readonly ledger: string;
  /** What was refunded so far, oldest first. */
  refunds(): Refund[];
}

export type RefundWorkspaceOptions = ExampleOptions;

/** Where the payments server writes, in the folder that it is started for. */
export const LEDGER = 'refunds.jsonl';

/** Copies the example to a new temporary folder; its servers still run from the example's own. */
export function refundWorkspace(options: RefundWorkspaceOptions = {}): RefundWorkspace {
  const workspace = exampleWorkspace('refund', options);
  return {
    ...workspace,
    ledger: join(workspace.folder, LEDGER),
    refunds: () => workspace.lines(LEDGER) as unknown as Refund[],
  };
}
