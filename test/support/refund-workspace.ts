/** The refund example in a folder of its own, with its two real servers, for any suite. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config, McpCommand } from '../../schemas/generated/config.ts';

export const REFUND_EXAMPLE = fileURLToPath(new URL('../../examples/refund/', import.meta.url));

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

export interface RefundWorkspace {
  /** Holds handoff.config.json, the workflow and the scenarios. */
  readonly folder: string;
  readonly config: Config;
  readonly ledger: string;
  /** What was refunded so far, oldest first. */
  refunds(): Refund[];
  remove(): void;
}

export interface RefundWorkspaceOptions {
  /** `channels.email.smtp`; without it no mail server is configured. */
  smtp?: string;
  /** Last changes to the configuration before it is written. */
  change?: (config: Config) => Config;
}

/** Copies the example to a new temporary folder; its servers still run from the example's own. */
export function refundWorkspace({
  smtp,
  change = (config) => config,
}: RefundWorkspaceOptions = {}): RefundWorkspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'handoff-refund-')));
  const ledger = join(folder, 'refunds.jsonl');
  for (const file of ['refund.workflow.json', 'refund.scenario.json'])
    cpSync(join(REFUND_EXAMPLE, file), join(folder, file));
  const example = JSON.parse(readFileSync(join(REFUND_EXAMPLE, 'handoff.config.json'), 'utf8')) as Config;
  const config = change({
    ...example,
    ...(smtp && { channels: { email: { smtp, from: 'Shop <shop@shop.example>' } } }),
    mcpServers: {
      orders: { ...example.mcpServers?.orders, ...startOf('orders-server.mjs') },
      payments: {
        ...example.mcpServers?.payments,
        ...startOf('payments-server.mjs'),
        env: { REFUND_LEDGER: ledger },
      },
    },
  });
  writeFileSync(join(folder, 'handoff.config.json'), `${JSON.stringify(config, null, 2)}\n`);
  return {
    folder,
    config,
    ledger,
    refunds: () => linesOf(ledger).map((line) => JSON.parse(line) as Refund),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function startOf(script: string): McpCommand {
  return { command: process.execPath, args: [join(REFUND_EXAMPLE, script)] };
}

function linesOf(file: string): string[] {
  return readFileSync(file, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);
}
