/** An engine on hand-made ports: the clock is turned, tools answer, mails arrive and processes die when the test says so. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { InputBodies } from '../../engine/core/input.ts';
import type { Handoff, State } from '../../engine/core/state.ts';
import type { KnownTool } from '../../engine/core/world.ts';
import type { Config } from '../../engine/model/config.ts';
import { read } from '../../engine/model/read.ts';
import { type Engine, Refused } from '../../engine/run/engine.ts';
import { startEngine } from '../../engine/run/loop.ts';
import type {
  CallOutcome,
  Clock,
  DeliveryOutcome,
  Mail,
  ModelOutcome,
  Ports,
} from '../../engine/run/ports.ts';
import { MemoryJournal } from '../../engine/simulate/memory-journal.ts';
import type { Call, Event, EventType, ModelRequest } from '../../schemas/journal/event.ts';

const START = Date.UTC(2027, 0, 4, 9);

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Lets everything happen that waits for nothing but its turn. */
export const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that can also jump, as after sleep: what became due fires late, at the new time. */
class TurnedClock implements Clock {
  #now = START;
  #due: { at: number; callback: () => void }[] = [];
  now = (): number => this.#now;
  at(at: number, callback: () => void): () => void {
    const due = { at, callback };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }
  /** Moves on; clocks fire each at its own time, or all late where it jumps. */
  async turn(ms: number, how: 'runs' | 'jumps'): Promise<void> {
    const end = this.#now + ms;
    if (how === 'jumps') this.#now = end;
    for (;;) {
      const next = this.#due.filter((due) => due.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((due) => due !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await soon();
    }
    this.#now = end;
    await soon();
  }
  clear(): void {
    this.#due = [];
  }
}

export interface Plan {
  nodes: object[];
  edges: object[];
  config?: Config;
  /** A second workflow, that of the bot `desk`, in `desk.workflow.json`. */
  desk?: Pick<Plan, 'nodes' | 'edges'>;
}

export class House {
  readonly clock = new TurnedClock();
  journal = new MemoryJournal();
  readonly mails: Mail[] = [];
  readonly calls: { call: Call; key: string }[] = [];
  readonly errors: string[] = [];
  config: Config;
  /** How tools answer; an answer that never comes is a process that dies in the middle. */
  answer: (call: Call) => Promise<CallOutcome> = async () => ({ kind: 'succeeded', output: { ok: true } });
  /** What was asked of models, in order. */
  readonly asked: ModelRequest[] = [];
  think: (request: ModelRequest) => Promise<ModelOutcome> = async () => ({
    kind: 'succeeded',
    output: { text: 'fine', calls: [] },
  });
  deliver: () => DeliveryOutcome = () => ({ kind: 'sent' });
  describe: (server: string, tool: string) => KnownTool | undefined = () => undefined;
  #engine: Engine | undefined;
  #ids = 0;
  #messages = 0;
  #text: string;
  readonly #desk: string | undefined;

  constructor({ nodes, edges, config = {}, desk }: Plan) {
    this.#text = JSON.stringify({ bot: 'shop', nodes, edges });
    this.#desk = desk && JSON.stringify({ bot: 'desk', ...desk });
    const { problems, workflow } = read(this.#text);
    assert.ok(workflow, `the workflow does not load: ${JSON.stringify(problems)}`);
    this.config = config;
  }

  /** The workflow's file is another one from here on. */
  redefine({ nodes, edges }: Plan): void {
    this.#text = JSON.stringify({ bot: 'shop', nodes, edges });
  }

  /** Hash of the workflow's file as it is now. */
  get definition(): string {
    return digest(this.#text);
  }

  get engine(): Engine {
    assert.ok(this.#engine, 'nobody has opened the house');
    return this.#engine;
  }

  get state(): State {
    return this.engine.state;
  }

  /** Starts an engine on what the journal holds; the one before is as good as killed. */
  async open({ adopt = false } = {}): Promise<this> {
    this.clock.clear();
    const journal = this.journal;
    const restored = { seq: journal.durable, state: journal.replay() };
    this.#engine = await startEngine(this.#ports(journal), restored, {
      engine: 'test',
      host: 'test',
      boot: 'b',
      adopt,
    });
    await soon();
    return this;
  }

  /** Only the first batches reached the disk; then the process died. */
  cut(batches: number): void {
    const kept = this.journal.batches().slice(0, batches);
    this.journal = new MemoryJournal();
    for (const batch of kept) void this.journal.append(batch);
  }

  async says(text: string, more: Partial<InputBodies['message']> & { id?: string; as?: string } = {}) {
    const { id = `u${++this.#messages}`, as = 'customer', ...rest } = more;
    const message = { id, text, from: { id: as } };
    const body = { bot: 'shop', conversation: 'c', message, ...rest };
    const answer = await this.engine.submit({ kind: 'message', actor: 'bot:shop', body });
    await soon();
    return answer;
  }

  async decides(who: string, decision: string, more: Partial<InputBodies['decide']> = {}) {
    const handoff = this.handoff();
    const body = { id: handoff.id, revision: handoff.revision, decision, ...more };
    const answer = await this.engine.submit({ kind: 'decide', actor: who, body });
    await soon();
    return answer;
  }

  /** The oldest open handoff at this node, else the newest. */
  handoff(node?: string): Handoff {
    const all = [...this.state.handoffs.entries()].map(([, handoff]) => handoff);
    const there = all.filter((handoff) => node === undefined || handoff.place.node === node);
    const found = there.find((handoff) => handoff.status === 'open') ?? there.at(-1);
    assert.ok(found, 'there is no handoff');
    return found;
  }

  run(): string {
    return [...this.state.runs.entries()].at(-1)?.[1].status ?? 'none';
  }

  events(): Event[] {
    return this.journal.batches().flatMap((batch) => [...batch.events]);
  }

  of<T extends EventType>(type: T): Extract<Event, { type: T }>[] {
    return this.events().filter((event): event is Extract<Event, { type: T }> => event.type === type);
  }

  /** What was said to the user, in order. */
  said(): string[] {
    return this.of('message-said').map((event) => event.message.text);
  }

  /** The code in the newest mail. */
  code(): string {
    return /\b\d{6}\b/.exec(this.mails.at(-1)?.text ?? '')?.[0] ?? 'no code';
  }

  #ports(journal: MemoryJournal): Ports {
    const alive = (): boolean => journal === this.journal;
    return {
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (message, facts) => {
          if (alive()) this.errors.push(`${message} ${JSON.stringify(facts)}`);
        },
      },
      hash: digest,
      workspace: this.#workspace(),
      journal,
      projection: { write: () => undefined },
      clock: this.clock,
      tools: {
        ready: () => Promise.resolve(),
        describe: (server, tool) => this.describe(server, tool),
        call: (call, key) => {
          this.calls.push({ call, key });
          return this.answer(call);
        },
      },
      models: {
        ask: (request) => {
          this.asked.push(request);
          return this.think(request);
        },
      },
      mailer: {
        send: async (mail) => {
          this.mails.push(mail);
          return this.deliver();
        },
      },
      secrets: { code: (effect) => digest(effect).replace(/\D/g, '').padEnd(6, '0').slice(0, 6) },
      ids: { next: () => `i${String(this.#ids++).padStart(6, '0')}` },
    };
  }

  #workspace(): Ports['workspace'] {
    const house = this;
    const current = (path: string, text: string | undefined) =>
      text === undefined ? undefined : { hash: digest(text), path, text };
    const shop = () => current('test.workflow.json', house.#text);
    const desk = () => current('desk.workflow.json', house.#desk);
    return {
      get config() {
        return house.config;
      },
      get configHash() {
        return digest(JSON.stringify(house.config));
      },
      definition: (bot) => (bot === 'shop' ? shop() : bot === 'desk' ? desk() : undefined),
      file: (path) => [shop(), desk()].find((known) => known?.path === path),
    };
  }
}

/** The code it is refused with, and that nothing was written (F47). */
export async function refusal(house: House, act: () => Promise<unknown>): Promise<string> {
  const before = house.journal.durable;
  let code = 'accepted';
  await act().catch((error) => {
    assert.ok(error instanceof Refused, String(error));
    code = error.refusal.code;
  });
  if (code !== 'accepted') assert.equal(house.journal.durable, before, 'a refusal leaves no trace');
  return code;
}

/** An answer that never comes: the process dies meanwhile. */
export const never = (): Promise<CallOutcome> => new Promise(() => undefined);
