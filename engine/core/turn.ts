/**
 * One input being decided: a draft of the state, the events so far, and the world as data.
 * Every event is folded into the draft as it is emitted, so what follows sees it.
 */
import type { Event } from '../../schemas/journal/event.ts';
import { read } from '../model/read.ts';
import type { Workflow, WorkflowNode } from '../model/workflow.ts';
import { apply, metaOf } from './apply.ts';
import { draftOf } from './draft.ts';
import type { Actor, Refusal } from './input.ts';
import type { Branch, Change, Run, State } from './state.ts';
import type { World } from './world.ts';

export class Turn {
  readonly state: State;
  readonly world: World;
  readonly actor: Actor;
  readonly events: Event[] = [];
  /** Sequence of the first event that this turn emits. */
  readonly first: number;
  readonly changes: () => Change[];
  /** Runs that have to be moved, the one being moved first. */
  readonly unsettled: string[] = [];
  /** What is done once all of those stand still, in order. */
  readonly afterwards: (() => void)[] = [];
  readonly #read = new Map<string, Workflow>();
  #ids = 0;

  constructor(base: State, world: World, actor: Actor) {
    const draft = draftOf(base);
    this.state = draft.state;
    this.changes = draft.changes;
    this.world = world;
    this.actor = actor;
    this.first = metaOf(base).seq + 1;
  }

  get now(): number {
    return this.world.now;
  }

  /** Sequence of the event emitted last. */
  get seq(): number {
    return this.first + this.events.length - 1;
  }

  emit(event: Event): void {
    this.events.push(event);
    apply(this.state, event, { seq: this.seq, at: this.now });
  }

  id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}_${this.world.id}${this.#ids > 1 ? `.${this.#ids}` : ''}`;
  }

  run(id: string): Run {
    const run = this.state.runs.get(id);
    if (!run) throw new Error(`run ${id} is not in the state`);
    return run;
  }

  branch(run: string, branch: string): Branch {
    const found = this.run(run).branches[branch];
    if (!found) throw new Error(`branch ${branch} of run ${run} is not in the state`);
    return found;
  }

  workflow(run: Run): Workflow {
    const workflow = this.world.workflow(run.workflow) ?? this.#pinnedNow(run.workflow);
    if (!workflow) throw new Error(`the pinned workflow ${run.workflow} of run ${run.id} cannot be read`);
    return workflow;
  }

  /** A workflow that this very turn pinned: the world knows what was there before. */
  #pinnedNow(hash: string): Workflow | undefined {
    const text = this.state.definitions.get(hash)?.text;
    const known = this.#read.get(hash) ?? (text === undefined ? undefined : read(text).workflow);
    if (known) this.#read.set(hash, known);
    return known;
  }

  node(run: Run, node: string): WorkflowNode {
    const found = this.workflow(run).nodes.get(node);
    if (!found) throw new Error(`node ${node} is not in workflow ${run.workflow}`);
    return found;
  }
}

/** Thrown inside `decide` and turned into its result there: nothing of the turn remains. */
export class Refusing extends Error {
  readonly refusal: Refusal;
  constructor(code: Refusal['code'], message: string, data?: Record<string, unknown>) {
    super(message);
    this.name = 'Refusing';
    this.refusal = { code, message, ...(data && { data }) };
  }
}
