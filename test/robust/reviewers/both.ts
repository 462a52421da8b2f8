/** An engine and the model, side by side: after each command they agree on the answer and on what holds then. */
import assert from 'node:assert/strict';
import { House, refusal, soon } from '../../core/house.ts';
import type { Command, Submitted } from './commands.ts';
import type { Rules, World } from './course.ts';
import { inputOf, newest, plan } from './desk.ts';
import { Model } from './model.ts';

/** An engine and the model, side by side. */
export class Both {
  readonly house: House;
  readonly model: Model;
  readonly #rules: Rules;
  readonly #epoch: number;
  /** The model and the length of the journal before each command. */
  readonly #before: { world: World; batches: number }[] = [];

  constructor(rules: Rules) {
    this.#rules = rules;
    this.model = new Model(rules);
    this.house = new House(plan(rules, 0));
    this.#epoch = this.house.clock.now();
    this.house.answer = async () => {
      if (this.model.tool === 'succeeded') return { kind: 'succeeded', output: {} };
      if (this.model.tool === 'failed') return { kind: 'failed', type: 'tool', message: 'down' };
      return this.model.tool === 'never' ? new Promise(() => undefined) : { kind: 'unknown', why: 'reset' };
    };
  }

  async begin(): Promise<void> {
    await this.house.open();
    await this.run({ do: 'message' });
  }

  async run(one: Command): Promise<void> {
    const { house, model } = this;
    if (one.do !== 'crash')
      this.#before.push({ world: structuredClone(model.world), batches: house.journal.batches().length });
    const before = model.world.a && structuredClone(model.world.a);
    await this.#happens(one);
    this.#agree(one, before);
  }

  async #happens(one: Command): Promise<void> {
    const { house, model } = this;
    switch (one.do) {
      case 'message':
        model.message();
        await house.says('hi', { variables: { amount: 5 } });
        return;
      case 'restart':
        model.restart();
        await house.open();
        return;
      case 'crash': {
        const kept = this.#before.splice(-one.lost)[0];
        // The start itself is not lost.
        if (!kept || this.#before.length === 0) return;
        const { now } = model.world;
        model.world = kept.world;
        model.world.now = now;
        house.cut(kept.batches);
        model.restart();
        await house.open();
        return;
      }
      case 'advance':
        model.advance(one.ms);
        await house.clock.turn(one.ms, 'runs');
        return;
      case 'jump':
        model.jump(one.ms);
        await house.clock.turn(one.ms, 'jumps');
        return;
      case 'tool':
        model.tool = one.answer;
        return;
      default:
        await this.#asks(one);
    }
  }

  async #asks(
    one: Exclude<Command, { do: 'message' | 'restart' | 'crash' | 'advance' | 'jump' | 'tool' }>,
  ): Promise<void> {
    const { house, model } = this;
    if (one.do === 'settle' && model.world.call !== 'unknown' && !model.world.settled) return;
    if (one.do === 'migrate') {
      model.file = one.file;
      house.redefine(plan(this.#rules, one.file));
    }
    const input = inputOf(house, one as Submitted);
    const expected = this.#predict(one as Submitted);
    const answer = await refusal(house, () => house.engine.submit(input as never));
    await soon();
    assert.equal(answer, expected, `${JSON.stringify(one)}`);
  }

  #predict(one: Submitted): string {
    const { model } = this;
    const revision = (model.world.a?.revision ?? 0) + ('off' in one ? one.off : 0);
    switch (one.do) {
      case 'decide':
        return model.decide(one.who, one.decision, revision, one);
      case 'redirect':
        return model.redirect(one.who, revision);
      case 'escalate':
        return model.escalate(one.who, revision);
      case 'assign':
      case 'send':
        return model.give(one.who, one.to, revision);
      case 'ask':
        return model.ask(one.who, revision);
      case 'annotate':
        return model.annotate(one.who);
      case 'seen':
        return model.seen(one.who, revision);
      case 'batch':
        return model.batch(one.who);
      case 'claim':
        return model.claim(one.who, revision);
      case 'release':
        return model.release(one.who, revision);
      case 'undo':
        return model.undo(one.who);
      case 'settle':
        return model.settle(one.who, one.decision);
      case 'take':
        return model.take(one.who);
      case 'reply':
        return model.reply(one.who);
      case 'return':
        return model.giveBack(one.who);
      case 'halt':
      case 'resume':
        return model.brake(one.do === 'halt');
      case 'cancel':
        return model.cancel();
      case 'migrate':
        return model.migrate(one.who);
      default:
        return one satisfies never;
    }
  }

  #agree(one: Command, before: unknown): void {
    const { house, model } = this;
    const { world } = model;
    const a = newest(this.house, 'a');
    assert.ok(a && world.a);
    const clock = a.timer === undefined ? undefined : house.state.timers.get(a.timer);
    const owner = [...house.state.conversations.entries()][0]?.[1].owner;
    const run = house.state.runs.get(a.place.run);
    const voting = a.status === 'open' && this.#rules.together;
    const seen = {
      owner,
      run: run?.status,
      status: a.status,
      revision: a.revision,
      assignee: a.assignee,
      votes: a.votes.map(({ by }) => by),
      missing: voting ? house.engine.agreement(a)?.missing : [],
      claimed: a.claimedBy,
      by: a.decidedBy,
      clock: a.status === 'open' && clock ? (clock.paused ?? clock.at - this.#epoch) : undefined,
      undo: a.held && a.held.until - this.#epoch,
      halted: house.state.meta.get('meta')?.halted,
      paid: house.of('effect-succeeded').length,
      open: newest(this.house, 'pay')?.status === 'open',
    };
    const told = world.a;
    const expected = {
      owner: world.owner,
      run: world.run,
      status: told.status,
      revision: told.revision,
      assignee: told.assignee,
      votes: told.votes.map(({ by }) => by),
      missing: voting ? model.missing() : [],
      claimed: told.claimed,
      by: told.by,
      clock: told.status === 'open' ? (told.clock?.left ?? told.clock?.at) : undefined,
      undo: told.undo?.at,
      halted: world.halted,
      paid: world.paid,
      open: world.run === 'waiting' && world.call === 'unknown' && !world.settled,
    };
    assert.deepEqual(seen, expected, `after ${JSON.stringify(one)}, before it ${JSON.stringify(before)}`);
  }
}
