/** One workspace with an engine of its own process, a bot and the command line, to try each command as people do. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '../../schemas/protocol/client.ts';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { REFUND_EXAMPLE } from './refund-workspace.ts';
import { commandLine, connect, mint, ownerTokenOf, type Served, serve } from './serve.ts';
import { type Watcher, watch } from './watcher.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ran: Promise<Ran>;
  /** Resolves once its standard error has said something that fits. */
  warns(fits: RegExp): Promise<void>;
}

export interface Desk {
  readonly folder: string;
  readonly stateDir: string;
  readonly watcher: Watcher;
  readonly owner: Client;
  /** Runs `handoff` on this workspace. */
  run(...args: string[]): Promise<Ran>;
  start(...args: string[]): Running;
  /** A customer writes; resolves with the handoff that comes of it. */
  asks(conversation: string, text: string, variables?: Record<string, unknown>): Promise<HandoffItem>;
  /** What the payments server has paid out, oldest first. */
  paid(): { amount: number }[];
  engine: Served;
  restart(): Promise<void>;
  end(): Promise<void>;
}

const WORKFLOW = {
  bot: 'shop',
  nodes: [
    { id: 'start', type: 'trigger', triggerType: 'message_received' },
    {
      id: 'review',
      type: 'human',
      prompt: 'Refund ${{amount}}?',
      options: ['approve', 'reject', 'edit'],
      editable: ['amount'],
      timeout: '4h',
      escalation: { action: 'escalate', to: 'role:boss', timeout: '4h', final_action: 'auto_reject' },
    },
    {
      id: 'pay',
      type: 'mcp_tool',
      toolName: 'payments__create_refund',
      arguments: { order_id: '1', amount: '{{amount}}' },
    },
    { id: 'done', type: 'send_message', message: 'Your refund is on its way.' },
    { id: 'no', type: 'send_message', message: 'Sorry: {{response.reason}}' },
  ],
  edges: [
    { from: 'start', to: 'review' },
    { source: 'review', target: 'pay', sourceHandle: 'approved' },
    { source: 'review', target: 'no', sourceHandle: 'rejected' },
    { from: 'pay', to: 'done' },
  ],
};

export async function desk(bot: Record<string, unknown> = {}): Promise<Desk> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'handoff-desk-')));
  const stateDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'handoff-state-')));
  const ledger = path.join(folder, 'refunds.jsonl');
  const config = {
    bots: { shop: bot },
    people: {
      alice: { name: 'Alice' },
      bob: { name: 'Bob' },
      carol: { name: 'Carol', roles: ['boss'] },
    },
    mcpServers: {
      payments: {
        command: process.execPath,
        args: [path.join(REFUND_EXAMPLE, 'payments-server.mjs')],
        env: { REFUND_LEDGER: ledger },
      },
    },
  };
  writeFileSync(path.join(folder, 'shop.workflow.json'), JSON.stringify(WORKFLOW));
  writeFileSync(path.join(folder, 'handoff.config.json'), JSON.stringify(config));
  const serving = () => serve({ workspace: folder, stateDir });
  const engine = await serving();
  const owner = connect(folder, ownerTokenOf(folder), 'test-owner');
  const shop = connect(folder, await mint(folder, { bot: 'shop' }), 'shop');
  shop.onSay(() => undefined);
  const watcher = watch(owner);
  let written = 0;
  const made: Desk = {
    folder,
    stateDir,
    watcher,
    owner,
    engine,
    run: (...args) => made.start(...args).ran,
    start: (...args) => start([...args, '--workspace', folder], { HANDOFF_STATE_DIR: stateDir }),
    async asks(conversation, text, variables = { amount: 20 }) {
      written += 1;
      await shop.request('conversation/message', {
        bot: 'shop',
        conversation,
        message: { id: `m${written}`, text, from: { id: `customer of ${conversation}` } },
        variables,
      });
      const { body } = await watcher.sees(
        ({ type, body }) => type === 'handoff-opened' && body?.conversation === conversation,
      );
      return owner.request('handoff/get', { id: String(body?.id) });
    },
    paid: () =>
      readFileSync(ledger, { encoding: 'utf8', flag: 'a+' })
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { amount: number }),
    async restart() {
      await made.engine.kill();
      made.engine = await serving();
    },
    async end() {
      owner.close();
      shop.close();
      await made.engine.stop();
      for (const place of [folder, stateDir]) rmSync(place, { recursive: true, force: true });
    },
  };
  return made;
}

/** Runs `handoff` to its end. */
export function run(args: readonly string[], more: Record<string, string>): Promise<Ran> {
  return start(args, more).ran;
}

/** Starts `handoff`, without a token of whoever runs the tests. */
function start(args: readonly string[], more: Record<string, string>): Running {
  const { HANDOFF_TOKEN: _, ...env } = process.env;
  const child = spawn(process.execPath, [...commandLine(), ...args], { env: { ...env, ...more } });
  child.stdin.end();
  const texts = { stdout: '', stderr: '' };
  let heard = (): void => undefined;
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      heard();
    });
  return {
    ran: new Promise((resolve) => child.once('close', (code) => resolve({ code, ...texts }))),
    warns: (fits) =>
      new Promise((resolve) => {
        heard = () => {
          if (fits.test(texts.stderr)) resolve();
        };
        heard();
      }),
  };
}
