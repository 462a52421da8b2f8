/** An example served by a process of its own, with a mail sink, and whoever takes part connected to it. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../schemas/protocol/client.ts';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { type Bot, botOn, type Customer } from './customer.ts';
import { type ExampleWorkspace, exampleWorkspace } from './example-workspace.ts';
import { type ModelServer, type Said, startModelServer } from './model-server.ts';
import { connect, mint, ownerTokenOf, serve } from './serve.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';
import { watch } from './watcher.ts';

export interface ExampleHouse {
  readonly workspace: ExampleWorkspace;
  readonly mails: SmtpSink;
  readonly model: ModelServer;
  readonly bot: Bot;
  /** A client that acts as this person. */
  as(name: string): Promise<Client>;
  /** The open handoff at a node of a conversation, as soon as there is one. */
  handoffAt(conversation: string, node: string): Promise<HandoffItem>;
  /** Types the code that the gate has mailed. */
  proves(customer: Customer, email: string): Promise<void>;
  end(): Promise<void>;
}

/** `said` is what the model answers, one question after the other. */
export async function exampleHouse(
  name: string,
  bot: string,
  said: readonly Said[] = [],
): Promise<ExampleHouse> {
  const mails = await startSmtpSink();
  const model = await startModelServer(said);
  const workspace = exampleWorkspace(name, {
    smtp: mails.url,
    change: (config) => ({ ...config, models: { default: { baseUrl: model.url, model: 'stub' } } }),
  });
  const { folder } = workspace;
  const stateDir = realpathSync(mkdtempSync(join(tmpdir(), 'handoff-state-')));
  const clear = async (): Promise<void> => {
    await Promise.all([mails.close(), model.close()]);
    workspace.remove();
    rmSync(stateDir, { recursive: true, force: true });
  };
  const engine = await serve({ workspace: folder, stateDir }).catch(async (error) => {
    await clear();
    throw error;
  });
  const clients: Client[] = [];
  const joins = (token: string, client: string): Client => {
    const joined = connect(folder, token, client);
    clients.push(joined);
    return joined;
  };
  const owner = joins(ownerTokenOf(folder), 'test-owner');
  const events = watch(owner);
  return {
    workspace,
    mails,
    model,
    bot: botOn(joins(await mint(folder, { bot }), bot), bot),
    as: async (user) => joins(await mint(folder, { user }), 'vscode'),
    async handoffAt(conversation, node) {
      const { body } = await events.sees(
        ({ type, body: opened }) =>
          type === 'handoff-opened' &&
          opened?.conversation === conversation &&
          (opened.place as { node?: string } | undefined)?.node === node,
      );
      return owner.request('handoff/get', { id: String(body?.id) });
    },
    async proves(customer, email) {
      await customer.writes(email);
      await customer.hears(/six digits/);
      await customer.writes(await mails.codeFor(email));
    },
    async end() {
      for (const client of clients) client.close();
      await engine.stop();
      await clear();
    },
  };
}
