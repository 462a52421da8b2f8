/** The real core and loop on virtual time, for stories that a scenario cannot tell: codes by mail, lost effects, kills. */
import { createHash } from 'node:crypto';
import type { InputKind, InputOf } from '../../engine/core/input.ts';
import type { Handoff } from '../../engine/core/state.ts';
import type { Config } from '../../engine/model/config.ts';
import type { Engine } from '../../engine/run/engine.ts';
import { startEngine } from '../../engine/run/loop.ts';
import type { CallOutcome, DeliveryOutcome, ModelOutcome, Ports } from '../../engine/run/ports.ts';
import { MemoryJournal } from '../../engine/simulate/memory-journal.ts';
import { VirtualClock } from '../../engine/simulate/virtual-clock.ts';
import type { Event } from '../../schemas/journal/event.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const codeOf = (effect: string) => hash(effect).replace(/\D/g, '').slice(0, 6).padEnd(6, '0');

export interface Given {
  nodes: object[];
  edges?: object[];
  config?: Config;
  /** What each call in turn comes to; the last one holds from then on. */
  calls?: CallOutcome[];
  /** The same for mails. */
  deliveries?: DeliveryOutcome[];
  /** The same for models; without any there is no model. */
  answers?: ModelOutcome[];
}

export class House {
  readonly journal = new MemoryJournal();
  readonly clock = new VirtualClock(Date.UTC(2027, 0, 4, 9));
  config: Config;
  readonly #given: Given;
  #text: string;
  #engine: Engine | undefined;
  #ids = 0;
  #boots = 0;
  #messages = 0;
  #calls = 0;
  #mails = 0;
  #answers = 0;

  constructor(given: Given) {
    this.#given = given;
    this.config = given.config ?? {};
    this.#text = JSON.stringify({ bot: 'shop', nodes: given.nodes, edges: given.edges ?? [] });
  }

  /** The workflow's file is another one from here on; its hash. */
  redefine({ nodes, edges = [] }: Pick<Given, 'nodes' | 'edges'>): string {
    this.#text = JSON.stringify({ bot: 'shop', nodes, edges });
    return hash(this.#text);
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('open the house first');
    return this.#engine;
  }

  /** Starts an engine on what the journal holds, as after a kill. */
  async open(): Promise<void> {
    this.#boots += 1;
    this.clock.clear();
    const restored = { seq: this.journal.durable, state: this.journal.replay() };
    const opening = { engine: 'test', host: 'test', boot: `b${this.#boots}`, adopt: false };
    this.#engine = await startEngine(this.#ports(), restored, opening);
    await this.engine.idle();
  }

  async submit<K extends InputKind>(kind: K, actor: string, body: InputOf<K>['body']): Promise<void> {
    await this.engine.submit({ kind, actor, body } as InputOf<K>);
    await this.engine.idle();
  }

  say(text: string): Promise<void> {
    this.#messages += 1;
    const message = { id: `u${this.#messages}`, text, from: { id: 'jane' } };
    return this.submit('message', 'bot:shop', { bot: 'shop', conversation: 'c1', message });
  }

  /** The newest handoff that is open. */
  asked(): Handoff {
    const open = [...this.engine.state.handoffs.entries()]
      .filter(([, { status }]) => status === 'open')
      .at(-1);
    if (!open)
      throw new Error(
        `nobody is asked: ${this.events()
          .map(({ type }) => type)
          .join(', ')}`,
      );
    return open[1];
  }

  decide(decision: string, by = 'user:alice', reason?: string): Promise<void> {
    const { id, revision } = this.asked();
    return this.submit('decide', by, { id, revision, decision, reason });
  }

  /** The six digits of the newest mail. */
  code(): string {
    const mail = this.events().findLast(
      (event) => event.type === 'effect-planned' && event.kind === 'code-mail',
    );
    return codeOf(mail?.type === 'effect-planned' ? mail.id : '');
  }

  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms, async () => {
      await this.engine.settled();
      await this.engine.idle();
    });
    await this.engine.idle();
  }

  events(): Event[] {
    return this.journal.batches().flatMap((batch) => [...batch.events]);
  }

  #ports(): Ports {
    const { calls = [], deliveries = [], answers = [] } = this.#given;
    const house = this;
    const quiet = () => undefined;
    return {
      log: { info: quiet, warn: quiet, error: quiet },
      hash,
      workspace: {
        get config() {
          return house.config;
        },
        get configHash() {
          return hash(JSON.stringify(house.config));
        },
        definition: () => ({ hash: hash(this.#text), path: 'shop.workflow.json', text: this.#text }),
      },
      journal: this.journal,
      projection: { write: quiet },
      clock: this.clock,
      tools: {
        ready: () => Promise.resolve(),
        describe: quiet,
        call: async () =>
          calls[Math.min(this.#calls++, calls.length - 1)] ?? { kind: 'succeeded', output: {} },
      },
      models: {
        ask: async () =>
          answers[Math.min(this.#answers++, answers.length - 1)] ?? {
            kind: 'failed',
            type: 'config',
            message: 'no model',
            retry: false,
          },
      },
      mailer: {
        send: async () => deliveries[Math.min(this.#mails++, deliveries.length - 1)] ?? { kind: 'sent' },
      },
      secrets: { code: codeOf },
      ids: { next: () => `i${String(this.#ids++).padStart(6, '0')}` },
    };
  }
}
