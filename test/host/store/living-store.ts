/** An engine on a real store in a scratch directory, with one bot whose workflow asks a person and answers. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { systemClock } from '../../../engine/host/clock/system-clock.ts';
import { uuids } from '../../../engine/host/ids.ts';
import type { StoreOptions } from '../../../engine/host/store/open.ts';
import type { Store } from '../../../engine/host/store/store.ts';
import type { Engine } from '../../../engine/run/engine.ts';
import { startEngine } from '../../../engine/run/loop.ts';
import type { Ports } from '../../../engine/run/ports.ts';
import { ToolDoubles } from '../../../engine/simulate/doubles.ts';
import { closeStore, type Machine } from './stores.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const TEXT = JSON.stringify({
  bot: 'shop',
  nodes: [
    { id: 'start', type: 'trigger', triggerType: 'message_received' },
    {
      id: 'review',
      type: 'human',
      prompt: 'Refund for {{message}}?',
      summary: '{{message}}',
      context: { words: '{{message}}' },
    },
    { id: 'yes', type: 'send_message', message: 'It is on its way: {{message}}' },
    { id: 'no', type: 'send_message', message: 'Sorry: {{response.reason}}' },
  ],
  edges: [
    { from: 'start', to: 'review' },
    { source: 'review', target: 'yes', sourceHandle: 'approved' },
    { source: 'review', target: 'no', sourceHandle: 'rejected' },
  ],
});

export interface LivingStore {
  readonly store: Store;
  readonly engine: Engine;
  says(conversation: string, text: string): Promise<void>;
  /** Decides the one open handoff of the conversation. */
  decides(conversation: string, decision: string, reason?: string): Promise<void>;
  erases(conversation: string, bot?: string): Promise<unknown>;
  end(): Promise<void>;
}

let messages = 0;

export async function livingStore(
  machine: Pick<Machine, 'open'>,
  options: StoreOptions = {},
): Promise<LivingStore> {
  const store = await machine.open(options);
  const engine = await startEngine(portsOn(store), store.restored, {
    engine: 'test',
    host: 'test',
    boot: 'b',
    adopt: false,
  });
  return {
    store,
    engine,
    async says(conversation, text) {
      messages += 1;
      const message = { id: `m${messages}`, text, from: { id: 'jane', name: `Jane ${text}` } };
      await engine.submit({
        kind: 'message',
        actor: 'bot:shop',
        body: { bot: 'shop', conversation, message },
      });
    },
    async decides(conversation, decision, reason) {
      const open = [...engine.state.handoffs.entries()]
        .map(([, handoff]) => handoff)
        .find((handoff) => handoff.conversation === conversation && handoff.status === 'open');
      if (!open) throw new Error(`nobody is asked in ${conversation}`);
      const { id, revision } = open;
      await engine.submit({
        kind: 'decide',
        actor: 'user:alice',
        body: { id, revision, decision, reason },
      });
    },
    erases: (conversation, bot = 'shop') =>
      engine.submit({ kind: 'erase', actor: 'owner', body: { bot, conversation } }),
    async end() {
      await engine.stop(0);
      await closeStore(store);
    },
  };
}

function portsOn(store: Store): Ports {
  return {
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    eraser: store,
    hash: digest,
    workspace: {
      config: {},
      configHash: 'config',
      definition: (bot) =>
        bot === 'shop' ? { hash: digest(TEXT), path: 'shop.workflow.json', text: TEXT } : undefined,
    },
    journal: store.journal,
    projection: store.projection,
    clock: systemClock(),
    tools: new ToolDoubles({}),
    models: {
      ask: async () => ({ kind: 'failed', type: 'config', message: 'no model', retry: false }),
    },
    mailer: { send: async () => ({ kind: 'sent' }) },
    secrets: store.secrets,
    ids: uuids,
  };
}

/** Files below a folder that hold a text, also where they are compressed. A running engine may compress one meanwhile. */
export function filesWith(folder: string, text: string): string[] {
  for (;;) {
    try {
      return filesNow(folder).filter((file) => plainBytes(file).includes(text));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

function filesNow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What was written so far of a file that is being compressed counts too. */
function plainBytes(file: string): Buffer {
  const bytes = readFileSync(file);
  if (!file.includes('.gz') || bytes.length === 0) return bytes;
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
}
