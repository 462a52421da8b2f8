/**
 * One scenario's world: the engine on virtual time, a journal in memory, doubles for tools, models and gates. Nothing outside
 * is started or reached (I11), so that scenarios also run where nothing is trusted.
 */
import type { Scenario } from '../../schemas/generated/scenario.ts';
import type { Event } from '../../schemas/journal/event.ts';
import type { CurrentDefinition, World } from '../core/world.ts';
import type { Config } from '../model/config.ts';
import type { Workflow } from '../model/workflow.ts';
import type { Engine } from '../run/engine.ts';
import { startEngine } from '../run/loop.ts';
import type { Mail, Mailer, Ports } from '../run/ports.ts';
import { ModelDoubles, ToolDoubles } from './doubles.ts';
import { MemoryJournal } from './memory-journal.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Monday, 4 January 2027, 09:00 UTC: a scenario's time starts here, always. */
const START = 1_799_053_200_000;

export interface Subject {
  bot: string;
  path: string;
  text: string;
  hash: string;
  workflow: Workflow;
  config: Config;
  /** The other workflows of its workspace, by path and by bot; none without. */
  others?: {
    file(path: string): CurrentDefinition | undefined;
    bot(name: string): CurrentDefinition | undefined;
  };
  /** SHA-256 of a text, in hex. */
  digest(text: string): string;
}

export class Stage {
  readonly clock = new VirtualClock(START);
  readonly journal = new MemoryJournal();
  readonly tools: ToolDoubles;
  readonly models: ModelDoubles;
  readonly mails: Mail[] = [];
  readonly subject: Subject;
  /** The scenario's own takes the place of the workspace's (CONTRACT, Scenario). */
  readonly config: Config;
  readonly #scenario: Scenario;
  readonly #gaps: string[] = [];
  #engine: Engine | undefined;
  #ids = 0;
  #boots = 0;

  constructor(subject: Subject, scenario: Scenario) {
    this.subject = subject;
    this.#scenario = scenario;
    this.config = scenario.config ?? subject.config;
    this.tools = new ToolDoubles(scenario.tools ?? {});
    this.models = new ModelDoubles(scenario.models ?? {});
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('the stage has not been opened');
    return this.#engine;
  }

  /** Starts the engine on what the journal holds: at first nothing, later what was left. */
  async open(): Promise<void> {
    this.#boots += 1;
    this.clock.clear();
    const restored = { seq: this.journal.durable, state: this.journal.replay() };
    this.#engine = await startEngine(this.#ports(), restored, {
      engine: 'simulator',
      host: 'simulator',
      boot: String(this.#boots),
      adopt: false,
    });
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.engine.idle();
  }

  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms, () => this.settled());
  }

  events(): Event[] {
    return this.journal.batches().flatMap((batch) => [...batch.events]);
  }

  /** What the scenario did not foresee, once. */
  gaps(): string[] {
    return [...this.#gaps, ...this.tools.gaps, ...this.models.gaps];
  }

  #ports(): Ports {
    const { subject } = this;
    const own = { hash: subject.hash, path: subject.path, text: subject.text };
    const mailer: Mailer = {
      send: async (mail) => {
        this.mails.push(mail);
        return { kind: 'sent' };
      },
    };
    return {
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (message, facts) => this.#gaps.push(`${message}: ${JSON.stringify(facts)}`),
      },
      hash: subject.digest,
      workspace: {
        config: this.config,
        configHash: subject.digest(JSON.stringify(this.config)),
        definition: (bot) => (bot === subject.bot ? own : subject.others?.bot(bot)),
        file: (path) => (path === subject.path ? own : subject.others?.file(path)),
      },
      auth: (node) => this.#auth(node),
      journal: this.journal,
      projection: { write: () => undefined },
      clock: this.clock,
      tools: this.tools,
      models: this.models,
      mailer,
      secrets: { code: (effect) => subject.digest(effect).replace(/\D/g, '').slice(0, 6).padEnd(6, '0') },
      ids: { next: () => `s${String(this.#ids++).padStart(6, '0')}` },
    };
  }

  #auth(node: string): ReturnType<NonNullable<World['auth']>> {
    const doubles = this.#scenario.auth ?? {};
    const double = Object.hasOwn(doubles, node) ? doubles[node] : undefined;
    if (double) return double;
    this.#gaps.push(`the workflow reached the auth gate ${node}, and "auth" has no double for it`);
    return { failed: true };
  }
}
