/** The refund example served by a process of its own, with a mail sink, and everybody who takes part connected to it. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../schemas/protocol/client.ts';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { type Bot, botOn, type Customer } from './customer.ts';
import { type RefundWorkspace, refundWorkspace } from './refund-workspace.ts';
import { connect, mint, ownerTokenOf, type Served, type ServeOptions, serve } from './serve.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';
import { type Watcher, watch } from './watcher.ts';

export interface RefundHouse {
  readonly workspace: RefundWorkspace;
  readonly stateDir: string;
  readonly mails: SmtpSink;
  engine: Served;
  readonly tokens: { readonly shop: string; readonly alice: string; readonly bob: string };
  readonly owner: Client;
  readonly alice: Client;
  readonly bob: Client;
  readonly shopClient: Client;
  readonly shop: Bot;
  /** Starts the engine again, after it has ended. */
  start(args?: ServeOptions['args']): Promise<Served>;
  /** A customer who proved to have this address, by the code of the mail. */
  verified(conversation: string, email: string): Promise<Customer>;
  /** All events, as the owner sees them. */
  readonly watcher: Watcher;
  /** The first handoff of a conversation, as soon as there is one. */
  handoffOf(conversation: string): Promise<HandoffItem>;
  /** Resolves once the bot has confirmed the first message of a conversation that fits. */
  delivered(conversation: string, fits: RegExp): Promise<void>;
  seq(): Promise<number>;
  end(): Promise<void>;
}

export async function refundHouse(): Promise<RefundHouse> {
  const mails = await startSmtpSink();
  const workspace = refundWorkspace({ smtp: mails.url });
  const { folder } = workspace;
  const stateDir = realpathSync(mkdtempSync(join(tmpdir(), 'handoff-state-')));
  const start = (args?: ServeOptions['args']) => serve({ workspace: folder, stateDir, args });
  const engine = await start().catch(async (error) => {
    await mails.close();
    workspace.remove();
    throw error;
  });
  const tokens = {
    shop: await mint(folder, { bot: 'shop' }),
    alice: await mint(folder, { user: 'alice' }),
    bob: await mint(folder, { user: 'bob' }),
  };
  const owner = connect(folder, ownerTokenOf(folder), 'test-owner');
  const alice = connect(folder, tokens.alice, 'vscode');
  const bob = connect(folder, tokens.bob, 'cli');
  const shopClient = connect(folder, tokens.shop, 'shop');
  const shop = botOn(shopClient);
  const watcher = watch(owner);

  const house: RefundHouse = {
    workspace,
    stateDir,
    mails,
    engine,
    tokens,
    owner,
    alice,
    bob,
    shopClient,
    shop,
    watcher,
    async start(args) {
      house.engine = await start(args);
      return house.engine;
    },
    async verified(conversation, email) {
      const customer = shop.customer(conversation);
      await customer.writes('I want my money back');
      await customer.hears(/Which email address/);
      await customer.writes(email);
      await customer.hears(/mailed you six digits/);
      await customer.writes(await mails.codeFor(email));
      return customer;
    },
    async handoffOf(conversation) {
      const { body } = await watcher.sees(
        ({ type, body }) => type === 'handoff-opened' && body?.conversation === conversation,
      );
      return alice.request('handoff/get', { id: String(body?.id) });
    },
    async delivered(conversation, fits) {
      const said = await watcher.sees(
        ({ type, body }) =>
          type === 'message-said' && body?.conversation === conversation && fits.test(messageIn(body).text),
      );
      const { id } = messageIn(said.body);
      await watcher.sees(({ type, body }) => type === 'message-delivered' && body?.message === id);
    },
    seq: async () => (await owner.request('engine/status', {})).seq,
    async end() {
      for (const client of [owner, alice, bob, shopClient]) client.close();
      await house.engine.stop();
      await mails.close();
      workspace.remove();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
  return house;
}

function messageIn(body: Record<string, unknown> | undefined): { id: string; text: string } {
  return body?.message as { id: string; text: string };
}
