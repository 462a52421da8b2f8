/** Customers and reviewers who work until the engine dies under them, and remember what was acknowledged. */
import type { Client } from '../../schemas/protocol/client.ts';
import { RequestError } from '../../schemas/protocol/codes.ts';
import { NoAnswer } from '../../schemas/protocol/peer.ts';
import { type Bot, botOn } from '../support/customer.ts';
import { connect } from '../support/serve.ts';
import { type Watcher, watch } from '../support/watcher.ts';
import type { Chance } from './kill-chance.ts';

export interface Acknowledged {
  readonly messages: { order: string; seq: number; run?: string }[];
  readonly decisions: { id: string; revision: number; decision: string; by: Reviewer; seq: number }[];
}

export type Reviewer = 'alice' | 'bob';
export type Tokens = { readonly shop: string } & Readonly<Record<Reviewer, string>>;

export interface LoadOptions {
  readonly folder: string;
  readonly tokens: Tokens;
  /** Names the orders of this round. */
  readonly round: string;
  readonly customers: number;
  readonly chance: Chance;
}

export interface Load {
  readonly acknowledged: Acknowledged;
  /** What the engine tells from the start of this load on. */
  readonly watcher: Watcher;
  /** Resolves with the first acknowledgement. */
  readonly first: Promise<void>;
  /** Lets everybody go. Rejects where something went wrong that the engine's death does not explain. */
  end(): Promise<void>;
}

/** One who does the same again and again; it ends by its requests having no answer any more. */
type Actor = () => Promise<never>;

/** Resolves once everybody is connected and at work. */
export async function startLoad({ folder, tokens, round, customers, chance }: LoadOptions): Promise<Load> {
  const acknowledged: Acknowledged = { messages: [], decisions: [] };
  let began: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    began = resolve;
  });
  const shop = connect(folder, tokens.shop);
  const alice = connect(folder, tokens.alice);
  const bob = connect(folder, tokens.bob);
  const [, { seq }] = await Promise.all([shop.ready(), alice.ready(), bob.ready()]);
  const watcher = watch(alice, seq);
  const bot = botOn(shop);
  const actors: Actor[] = [
    reviewer('alice', alice, watcher),
    reviewer('bob', bob, watch(bob, seq)),
    ...Array.from({ length: customers }, (_, index) => customer(bot, `${round}-${index + 1}`)),
  ];

  function customer(from: Bot, name: string): Actor {
    return async () => {
      for (let n = 1; ; n += 1) {
        const order = `${name}-${n}`;
        const { writes, hears } = from.customer(order);
        acknowledged.messages.push({ order, ...(await writes('I want my money back', { order })) });
        began();
        await hears(/^(Refunded|Not refunded)/);
      }
    };
  }

  function reviewer(by: Reviewer, client: Client, { sees }: Watcher): Actor {
    const known = new Set<string>();
    const decide = async (id: string, revision: number): Promise<void> => {
      known.add(id);
      const { options } = await client.request('handoff/get', { id });
      const decision = options[chance.below(options.length)]?.decision ?? 'reject';
      const request = { id, revision, decision, reason: 'by chance' };
      const answer = await client.request('handoff/decide', request).catch(unlessLate);
      if (!answer) return;
      acknowledged.decisions.push({ id, revision, decision, by, seq: answer.seq });
      began();
    };
    return async () => {
      const { items } = await client.request('handoff/list', { status: 'open', limit: 100 });
      for (const { id, revision } of items) await decide(id, revision);
      for (;;) {
        const opened = await sees(
          ({ type, body }) => type === 'handoff-opened' && !known.has(String(body?.id)),
        );
        await decide(String(opened.body?.id), 1);
      }
    };
  }

  let letGo: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const work = actors.map((actor) => Promise.race([actor(), over]).catch(unlessGone));
  return {
    acknowledged,
    watcher,
    first,
    async end() {
      for (const client of [shop, alice, bob]) client.close();
      letGo();
      await Promise.all(work);
    },
  };
}

/** The other reviewer was faster. */
function unlessLate(error: unknown): undefined {
  if (!(error instanceof RequestError) || error.code !== 'already-decided') throw error;
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof NoAnswer)) throw error;
}
