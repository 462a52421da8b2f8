/** Plays one scenario: step by step on the same core and loop that serve, until all held or one did not. */
import type {
  OperatorStep2,
  ReviewerStep,
  Scenario,
  StartStep,
  Step,
  UserStep,
} from '../../schemas/generated/scenario.ts';
import { conversationKey } from '../core/keys.ts';
import type { Handoff } from '../core/state.ts';
import { parseDuration } from '../model/duration.ts';
import { Refused } from '../run/engine.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { faultOf, type Heard } from './expect.ts';
import { review } from './reviewer.ts';
import { Stage, type Subject } from './stage.ts';

export interface Played {
  name: string;
  status: 'passed' | 'failed';
  error?: string;
  coverage: Coverage;
}

class Fault extends Error {}

const CONVERSATION = 'conversation-1';
const USER = 'customer';

export async function playScenario(subject: Subject, scenario: Scenario): Promise<Played> {
  const stage = new Stage(subject, scenario);
  const player = new Player(stage, scenario);
  const error = await player.play();
  return {
    name: scenario.name,
    status: error === undefined ? 'passed' : 'failed',
    error,
    coverage: coverageOf(stage.events(), subject.workflow, subject.hash),
  };
}

class Player {
  readonly #stage: Stage;
  readonly #scenario: Scenario;
  readonly #heard: Heard = { messages: new Map(), holding: new Map(), conversation: CONVERSATION };
  #messages = 0;

  constructor(stage: Stage, scenario: Scenario) {
    this.#stage = stage;
    this.#scenario = scenario;
  }

  /** @returns what went wrong, with the number of the step from 1, or nothing */
  async play(): Promise<string | undefined> {
    await this.#stage.open();
    for (const [index, step] of this.#scenario.steps.entries()) {
      try {
        await this.#take(step);
        await this.#stage.settled();
      } catch (error) {
        const message =
          error instanceof Fault || error instanceof Refused
            ? error.message
            : `the engine failed: ${String(error)}`;
        return `step ${index + 1}: ${message}`;
      }
      const [gap] = this.#stage.gaps();
      if (gap !== undefined) return `step ${index + 1}: ${gap}`;
    }
    return undefined;
  }

  async #take(step: Step): Promise<void> {
    if ('expect' in step) {
      this.#heard.only = text(step.conversation);
      const fault = faultOf(this.#stage, this.#heard, step.expect as never);
      if (fault !== undefined) throw new Fault(fault);
    } else if ('user' in step) await this.#says(step as UserStep);
    else if ('start' in step) await this.#starts(step as StartStep);
    else if ('reviewer' in step) await this.#decides(step as ReviewerStep);
    else if ('operator' in step) await this.#operates(step as OperatorStep2);
    else if ('advance' in step) await this.#advances(String(step.advance));
    else await this.#stage.open();
  }

  async #says({ user, as = USER, conversation = CONVERSATION, variables }: UserStep): Promise<void> {
    this.#heard.conversation = conversation;
    this.#messages += 1;
    await this.#stage.engine.submit({
      kind: 'message',
      actor: `bot:${this.#stage.subject.bot}`,
      body: {
        bot: this.#stage.subject.bot,
        conversation,
        message: { id: `u${this.#messages}`, text: user, from: { id: as } },
        variables: { ...(this.#startsRun(conversation) && this.#scenario.variables), ...variables },
        platform: 'simulator',
      },
    });
  }

  /** A scenario's variables hold in each run; a reply must not set them back. */
  #startsRun(conversation: string): boolean {
    const key = conversationKey(this.#stage.subject.bot, conversation);
    const known = this.#stage.engine.state.conversations.get(key);
    return !known || (known.owner === 'bot' && known.runs.length === 0);
  }

  async #advances(duration: string): Promise<void> {
    const ms = parseDuration(duration);
    if (ms === undefined) throw new Fault(`"${duration}" is not a length of time; write 30s, 15m, 4h or 7d`);
    await this.#stage.advance(ms);
  }

  async #starts({ start, conversation = CONVERSATION, as }: StartStep): Promise<void> {
    this.#heard.conversation = conversation;
    await this.#stage.engine.submit({
      kind: 'start',
      actor: as === undefined ? 'owner' : `user:${as}`,
      body: {
        bot: this.#stage.subject.bot,
        conversation,
        variables: { ...this.#scenario.variables, ...start },
      },
    });
  }

  async #decides(step: ReviewerStep): Promise<void> {
    const handoff = this.#handoff(step.handoff, step.undo);
    await this.#expecting(step.refused, () => review(this.#stage.engine, handoff, step));
  }

  async #operates({ operator, take, says, returns, conversation, refused }: OperatorStep2): Promise<void> {
    const about = { bot: this.#stage.subject.bot, conversation: conversation ?? this.#heard.conversation };
    const { engine } = this.#stage;
    await this.#expecting(refused, async () => {
      if (take) await engine.submit({ kind: 'take', actor: operator, body: about });
      if (says !== undefined)
        await engine.submit({ kind: 'reply', actor: operator, body: { ...about, text: says } });
      if (returns !== undefined)
        await engine.submit({ kind: 'return', actor: operator, body: { ...about, note: returns } });
    });
  }

  async #expecting(code: string | undefined, act: () => Promise<unknown>): Promise<void> {
    if (code === undefined) {
      await act();
      return;
    }
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.refusal.code === code) return;
      throw new Fault(
        `should have been refused with ${code}, but was with ${error.refusal.code}: ${error.message}`,
      );
    }
    throw new Fault(`should have been refused with ${code}, but was accepted`);
  }

  /** Without a node: the oldest open one, else the newest; to undo the newest that can still be undone. */
  #handoff(node: string | undefined, undo?: true): Handoff {
    const all = [...this.#stage.engine.state.handoffs.entries()]
      .map(([, handoff]) => handoff)
      .filter((handoff) => node === undefined || handoff.place.node === node);
    const held = undo && all.findLast((handoff) => handoff.held);
    const found = held || all.find((handoff) => handoff.status === 'open' && !undo) || all.at(-1);
    if (!found) throw new Fault(`there is no handoff${node === undefined ? '' : ` at ${node}`} to decide`);
    return found;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
