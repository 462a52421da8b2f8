/** A shop with two kinds of handoffs and people of several ranks, written into a folder that is open in VS Code. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REFUND_EXAMPLE } from './refund-workspace.ts';

export interface TeamWorkspace {
  readonly workflow: string;
  /** Asks the reviewers of refunds something else than before. */
  changeQuestion(): void;
  /** What the payments server has paid out, oldest first. */
  paid(): { amount: number }[];
}

/** Coupons of low risk wait for the shop's team, refunds for finance, and above finance the boss. */
const WORKFLOW = {
  bot: 'shop',
  nodes: [
    { id: 'start', type: 'trigger', triggerType: 'message_received' },
    { id: 'small', type: 'logic', logicType: 'if_else', condition: '{{amount}} < 50' },
    {
      id: 'coupon',
      type: 'human',
      prompt: 'Coupon of ${{amount}} for {{user_id}}',
      options: ['approve', 'reject'],
      assignee: 'team:shop',
      risk: 'low',
    },
    {
      id: 'review',
      type: 'human',
      prompt: 'Refund of ${{amount}} for {{user_id}}',
      options: ['approve', 'reject'],
      assignee: 'role:finance',
      priority: 'high',
      undoSeconds: 600,
      timeout: '4h',
      escalation: { action: 'escalate', to: 'role:boss', timeout: '4h', final_action: 'auto_reject' },
    },
    {
      id: 'pay',
      type: 'mcp_tool',
      toolName: 'payments__create_refund',
      arguments: { order_id: '{{user_id}}', amount: '{{amount}}' },
    },
    { id: 'done', type: 'send_message', message: 'It is on its way to you.' },
    { id: 'no', type: 'send_message', message: 'Sorry: {{response.reason}}' },
  ],
  edges: [
    { from: 'start', to: 'small' },
    { source: 'small', target: 'coupon', sourceHandle: 'true' },
    { source: 'small', target: 'review', sourceHandle: 'false' },
    { source: 'coupon', target: 'done', sourceHandle: 'approved' },
    { source: 'coupon', target: 'no', sourceHandle: 'rejected' },
    { source: 'review', target: 'pay', sourceHandle: 'approved' },
    { source: 'review', target: 'no', sourceHandle: 'rejected' },
    { from: 'pay', to: 'done' },
  ],
};

/** Replaces what the folder holds. */
export function teamWorkspace(folder: string): TeamWorkspace {
  for (const file of readdirSync(folder)) rmSync(path.join(folder, file), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const workflow = path.join(folder, 'shop.workflow.json');
  const ledger = path.join(folder, 'refunds.jsonl');
  const config = {
    bots: { shop: { workflow: './shop.workflow.json', name: 'Shop', owners: ['user:alice'] } },
    people: {
      alice: { name: 'Alice Moreno', roles: ['finance'], teams: ['shop'] },
      bob: { name: 'Bob Lindqvist', roles: ['finance'] },
      dana: { name: 'Dana Weiss', roles: ['boss', 'finance'] },
    },
    mcpServers: {
      payments: {
        command: process.execPath,
        args: [path.join(REFUND_EXAMPLE, 'payments-server.mjs')],
        env: { REFUND_LEDGER: ledger },
      },
    },
  };
  writeFileSync(workflow, JSON.stringify(WORKFLOW, null, 2));
  writeFileSync(path.join(folder, 'handoff.config.json'), JSON.stringify(config, null, 2));
  return {
    workflow,
    changeQuestion() {
      const text = JSON.stringify(WORKFLOW, null, 2);
      writeFileSync(
        workflow,
        text.replace('Refund of ${{amount}} for', 'Refund of ${{amount}}, shipping included, for'),
      );
    },
    paid: () =>
      readFileSync(ledger, { encoding: 'utf8', flag: 'a+' })
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { amount: number }),
  };
}
