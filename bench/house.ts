/** The loop with the real store (journal, projection, snapshots) and without a bridge, on a workflow that asks a person. */
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../engine/host/clock/system-clock.ts';
import { uuids } from '../engine/host/ids.ts';
import { openStore } from '../engine/host/store/open.ts';
import type { Store } from '../engine/host/store/store.ts';
import type { Engine } from '../engine/run/engine.ts';
import { startEngine } from '../engine/run/loop.ts';

export const WORKFLOW = {
  bot: 'shop',
  nodes: [
    { id: 'start', type: 'trigger', triggerType: 'manual' },
    { id: 'ask', type: 'human', prompt: 'Refund ${{amount}} for order #{{order}} to {{email}}?' },
    { id: 'yes', type: 'send_message', message: 'Your refund of ${{amount}} was approved.' },
    { id: 'no', type: 'send_message', message: 'Sorry, not refunded: {{response.reason}}' },
  ],
  edges: [
    { from: 'start', to: 'ask' },
    { from: 'ask', to: 'yes', sourceHandle: 'approved' },
    { from: 'ask', to: 'no', sourceHandle: 'rejected' },
  ],
};

export const CONFIG = { people: { alice: { name: 'Alice' }, bob: { name: 'Bob' } } };

export function variablesOf(index: number): Record<string, unknown> {
  return { order: `A-${index}`, amount: 100 + (index % 900), email: `customer-${index}@example.com` };
}

export interface House {
  readonly engine: Engine;
  readonly store: Store;
  /** Brings a `start` that opens a handoff. */
  create(index: number): Promise<void>;
  /** Ids of the handoffs that are open, oldest first. */
  open(): string[];
  approve(id: string): Promise<void>;
  /** Writes the rows of the projection that wait. @returns milliseconds that it took */
  writeRows(): number;
  /** Closes it and opens it again. @returns milliseconds until it takes inputs */
  restart(): Promise<number>;
  end(): Promise<void>;
}

/** A folder for what a measurement writes; on the disk of the system's temporary folder. */
export function scratch(): string {
  return mkdtempSync(path.join(tmpdir(), 'handoff-bench-'));
}

export async function openHouse(folder = scratch()): Promise<House> {
  let { store, engine } = await open(folder);
  return {
    get engine() {
      return engine;
    },
    get store() {
      return store;
    },
    async create(index) {
      await engine.submit({
        kind: 'start',
        actor: 'bot:shop',
        body: { bot: 'shop', variables: variablesOf(index) },
      });
    },
    open: () =>
      [...engine.state.handoffs.entries()].filter(([, { status }]) => status === 'open').map(([id]) => id),
    async approve(id) {
      const body = { id, revision: 1, decision: 'approve' };
      await engine.submit({ kind: 'decide', actor: 'user:alice', body });
    },
    writeRows() {
      const began = performance.now();
      store.projection.database.flush();
      return performance.now() - began;
    },
    async restart() {
      await engine.stop(0);
      await store.close();
      const began = performance.now();
      ({ store, engine } = await open(folder));
      return performance.now() - began;
    },
    async end() {
      await engine.stop(0);
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function open(folder: string): Promise<{ store: Store; engine: Engine }> {
  const environment = { HANDOFF_STATE_DIR: path.join(folder, 'state') };
  const store = await openStore(path.join(folder, '.handoff'), { environment });
  const text = JSON.stringify(WORKFLOW);
  const definition = { hash: sha256(text), path: 'shop.workflow.json', text };
  const engine = await startEngine(
    {
      log: { info: quiet, warn: quiet, error: quiet },
      hash: sha256,
      workspace: { config: CONFIG, configHash: sha256('config'), definition: () => definition },
      journal: store.journal,
      projection: store.projection,
      clock: systemClock(),
      tools: {
        ready: async () => undefined,
        describe: () => undefined,
        call: async () => ({ kind: 'failed', type: 'none', message: 'there are no tools here' }),
      },
      models: {
        ask: async () => ({ kind: 'failed', type: 'config', message: 'no model', retry: false }),
      },
      mailer: { send: async () => ({ kind: 'sent' }) },
      secrets: store.secrets,
      ids: uuids,
    },
    store.restored,
    { engine: 'bench', host: 'bench', boot: 'bench', adopt: false },
  );
  return { store, engine };
}

function sha256(text: string): string {
  return hash('sha256', text);
}

function quiet(): undefined {
  return undefined;
}
