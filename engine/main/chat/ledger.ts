/** The book of the example's payments server: one line for each refund that it carried out. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../model/config.ts';
import { Exit } from '../exit.ts';

export interface Payment {
  refund: string;
  order: string;
  /** US dollars. */
  amount: number;
}

/** Everything in the book so far, oldest first. @throws Exit 1 where no book is configured, or it cannot be read */
export function readPayments(workspace: string, config: Config): Payment[] {
  const server = config.mcpServers?.payments;
  const book = server && 'env' in server ? server.env?.REFUND_LEDGER : undefined;
  if (book === undefined)
    throw new Exit(1, 'mcpServers.payments.env.REFUND_LEDGER names no book of refunds.');
  const file = path.resolve(workspace, book);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(paymentOf);
}

function paymentOf(text: string): Payment {
  const { refund_id: refund, order_id: order, amount }: Record<string, unknown> = JSON.parse(text);
  if (typeof refund !== 'string' || typeof order !== 'string' || typeof amount !== 'number')
    throw new Exit(1, `The book of refunds has a line that is none: ${text}`);
  return { refund, order, amount };
}
