/**
 * The loop: one input at a time through `decide`, its events to the journal, then acknowledgement, effects and clocks.
 *
 * Invariants
 * 1. Nothing is acknowledged, shown to a listener or acted on before it is durable (I1, I4). A refusal may rest on what
 *    is not durable yet, so it waits too.
 * 2. The state in memory is the fold of what was appended, in order; when an append fails the engine stops taking
 *    inputs (F6), because memory is then ahead of the disk.
 * 3. An effect runs only between its durable `effect-started` and its outcome, and is begun once.
 */

import type { Event, LiveEntry } from '../../schemas/journal/event.ts';
import { metaOf } from '../core/apply.ts';
import { contextOf } from '../core/card/context.ts';
import { decide, preview } from '../core/decide.ts';
import { commit } from '../core/draft.ts';
import { agreementOf } from '../core/handoff/votes.ts';
import { barrier } from '../core/handoff/who.ts';
import type { Answer, Input, InputKind, InputOf } from '../core/input.ts';
import { changesOf } from '../core/migrate/changes.ts';
import { ownDefinition } from '../core/own-workflow.ts';
import {
  type Change,
  type Handoff,
  type Run,
  type State,
  type StoredState,
  TABLES,
  type Table,
} from '../core/state.ts';
import type { World } from '../core/world.ts';
import { Clocks } from './clocks.ts';
import { Definitions } from './definitions.ts';
import { Effects } from './effects.ts';
import { type Engine, Refused } from './engine.ts';
import { Erasures } from './erasures.ts';
import type { Batch, Ports, Restored } from './ports.ts';

export interface Opening {
  engine: string;
  host: string;
  boot: string;
  adopt: boolean;
  /** Why this store may only be read, if so. */
  readOnly?: string;
}

/** A clock that fires later than this was asleep (CONTRACT, Timeout). */
const JUMP_MS = 3_600_000;

/** Opens the engine on a restored state; resolves once the opening itself is on disk. */
export async function startEngine(ports: Ports, restored: Restored, opening: Opening): Promise<Engine> {
  const loop = new Loop(ports, restored);
  if (opening.readOnly !== undefined) {
    loop.mode = { kind: 'read-only', why: opening.readOnly };
    return loop;
  }
  const { engine, host, boot, adopt } = opening;
  await loop.submit({ kind: 'open', actor: 'engine', body: { engine, host, boot, adopt } });
  await loop.submit({ kind: 'config', actor: 'engine', body: { hash: ports.workspace.configHash } });
  loop.resume();
  return loop;
}

function replace(state: State, restored: StoredState): void {
  for (const name of TABLES) {
    const table = state[name] as Table<unknown>;
    for (const [key] of [...table.entries()]) table.delete(key);
    for (const [key, value] of restored[name]) table.set(key, value);
  }
}

class Loop implements Engine {
  readonly state: State;
  mode: Engine['mode'] = { kind: 'live' };
  readonly #ports: Ports;
  readonly #definitions: Definitions;
  readonly #effects: Effects;
  readonly #clocks: Clocks;
  readonly #erasures: Erasures;
  /** Clocks that ran out and are being handled. */
  readonly #firing = new Set<Promise<void>>();
  /** Set from a failed append to the recovery: the state as it is on disk. */
  #readBack: Promise<void> | undefined;
  readonly #listeners = new Set<(entries: readonly LiveEntry[]) => void>();

  constructor(ports: Ports, restored: Restored) {
    this.#ports = ports;
    this.state = restored.state;
    this.#definitions = new Definitions(ports, this.state);
    this.#effects = new Effects(ports, this.state, (input) => this.submit(input));
    this.#clocks = new Clocks(ports.clock, (id) => this.#fire(id));
    this.#erasures = new Erasures(ports, this.state, (input) => this.submit(input));
  }

  get seq(): number {
    return this.#ports.journal.durable;
  }

  async submit<K extends InputKind>(input: InputOf<K>): Promise<Answer<K>> {
    if (input.kind === 'message' || input.kind === 'start')
      await this.#definitions.toolsReady(input.body as { bot: string });
    if (this.mode.kind === 'read-only')
      throw new Refused({
        code: 'read-only',
        message: `Nothing can be changed now: ${this.mode.why}`,
        data: { why: this.mode.why },
      });
    const world = this.#world();
    const decision = decide(this.state, input as Input, world);
    if (decision.kind === 'refused') {
      await this.settled();
      throw new Refused(decision.refusal);
    }
    if (decision.events.length === 0) await this.settled();
    else await this.#record(input as Input, world.now, decision.events, decision.changes);
    if (input.kind === 'erase') await this.#erasures.done(input.body as InputOf<'erase'>['body']);
    return decision.answer as Answer<K>;
  }

  async preview(request: InputOf<'decide'>['body'], actor: string) {
    const result = preview(this.state, request, actor, this.#world());
    await this.settled();
    if (result.kind === 'refused') throw new Refused(result.refusal);
    return { calls: result.calls, digest: result.digest };
  }

  barrier(handoff: Handoff, who: string) {
    const { workspace, clock } = this.#ports;
    return barrier(this.state, workspace.config, handoff, who, clock.now());
  }

  context(handoff: Handoff) {
    return contextOf(this.state, this.#definitions.workflow(handoff.workflow), handoff);
  }

  changes(run: Run) {
    const world = this.#world();
    const current = ownDefinition(this.state, run) ?? world.current(run.bot);
    const before = world.workflow(run.workflow);
    const after = current && world.workflow(current.hash);
    return { current, changes: before && after && changesOf(this.state, run, before, after) };
  }

  agreement(handoff: Handoff) {
    const { workspace, clock } = this.#ports;
    return agreementOf({ state: this.state, config: workspace.config, now: clock.now() }, handoff);
  }

  async settled(): Promise<void> {
    // After a failure the state was read back from the disk: all of it is durable.
    if (this.#readBack) await this.#readBack;
    else await this.#ports.journal.flushed();
  }

  onEvents(listener: (entries: readonly LiveEntry[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  read(after: number, limit: number) {
    return this.#ports.journal.read(after, limit);
  }

  /** Takes up what a previous process left: clocks that run, effects that were planned. */
  resume(): void {
    const timers = [...this.state.timers.entries()].map(([, timer]) => timer);
    // Clocks of one moment fire in the order in which they were due (F11).
    for (const timer of timers.sort((a, b) => a.due - b.due)) this.#clocks.set(timer);
    this.#effects.beginAll();
    this.#erasures.beginAll();
  }

  async idle(): Promise<void> {
    while (this.#firing.size > 0) await Promise.all(this.#firing);
    await this.#effects.idle();
  }

  async stop(graceMs: number): Promise<void> {
    this.#clocks.stop();
    await this.#effects.stop(graceMs);
    await this.#erasures.idle();
    await this.settled();
  }

  async #record(
    input: Input,
    at: number,
    events: readonly Event[],
    changes: readonly Change[],
  ): Promise<void> {
    const batch: Batch = {
      seq: metaOf(this.state).seq + 1,
      at,
      // A message's own event says all of it that may be written down.
      cause: {
        kind: input.kind,
        actor: input.actor,
        body: input.kind === 'message' ? undefined : input.body,
      },
      events,
    };
    const wasHalted = metaOf(this.state).halted;
    commit(this.state, changes);
    const appended = this.#ports.journal.append(batch);
    this.#ports.projection.write(batch, changes);
    try {
      await appended;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    this.#publish(batch);
    this.#clocks.follow(changes);
    this.#effects.follow(changes);
    if (wasHalted && !metaOf(this.state).halted) this.#effects.beginAll();
    this.#erasures.follow(changes);
  }

  /** What is in memory and not on disk never happened: the state is read back, and nothing changes until there is room. */
  #fail(error: unknown): void {
    if (this.#readBack) return;
    const why = error instanceof Error ? error.message : String(error);
    this.mode = { kind: 'read-only', why };
    this.#clocks.stop();
    this.#ports.log.error('the journal could not be written; the engine only reads', { why });
    const { recovery } = this.#ports;
    if (!recovery) return;
    this.#readBack = recovery.reload().then((restored) => replace(this.state, restored.state));
    this.#readBack.catch((cause) =>
      this.#ports.log.error('the state could not be read back', { cause: String(cause) }),
    );
    const unsubscribe = recovery.onRecovered(() => {
      unsubscribe();
      void this.#goOn();
    });
  }

  async #goOn(): Promise<void> {
    await this.#readBack;
    this.#readBack = undefined;
    this.mode = { kind: 'live' };
    this.#ports.log.info('the journal can be written again');
    this.resume();
  }

  #publish(batch: Batch): void {
    if (this.#listeners.size === 0) return;
    const { kind: cause, actor } = batch.cause;
    const entries = batch.events.map((event, index) => ({
      seq: batch.seq + index,
      at: batch.at,
      type: event.type,
      actor,
      cause,
      event,
    }));
    for (const listener of this.#listeners) listener(entries);
  }

  #fire(timer: string): void {
    const known = this.state.timers.get(timer);
    const late = known !== undefined && this.#ports.clock.now() - known.at > JUMP_MS;
    // The clock jumped or the machine slept: overdue clocks get their grace first (F13).
    if (late) this.#catchUp();
    const firing = this.submit({ kind: 'timer', actor: 'timeout', body: { id: timer } }).then(
      () => {
        // It was early, as a clock set back makes it, or was put off meanwhile.
        const left = this.state.timers.get(timer);
        if (left) this.#clocks.keep(left);
      },
      (error) => this.#ports.log.error('a clock could not be handled', { timer, error: String(error) }),
    );
    this.#firing.add(firing);
    void firing.then(() => this.#firing.delete(firing));
  }

  #catchUp(): void {
    this.submit({ kind: 'catch-up', actor: 'engine', body: {} }).catch((error) =>
      this.#ports.log.error('overdue clocks could not be deferred', { error: String(error) }),
    );
  }

  #world(): World {
    const { workspace, clock, ids, tools, secrets, hash, auth } = this.#ports;
    const definitions = this.#definitions;
    return {
      now: clock.now(),
      id: ids.next(),
      config: workspace.config,
      configHash: workspace.configHash,
      current: (bot) => definitions.current(bot),
      file: (path) => definitions.file(path),
      workflow: (digest) => definitions.workflow(digest),
      tool: (server, tool) => tools.describe(server, tool),
      code: (effect) => secrets.code(effect),
      hash,
      auth,
    };
  }
}
