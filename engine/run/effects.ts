/**
 * Carries planned effects out: asks the core to begin one (its intent is then on disk, I4), does it once, reports how it
 * ended. Not here: whether it may happen (core/call), and when it is tried again (a clock of the state).
 */

import type { Answer, InputKind, InputOf } from '../core/input.ts';
import type { Change, Effect, State } from '../core/state.ts';
import { personOf } from '../model/people.ts';
import { codeMail, noticeMail } from './mails.ts';
import type { DeliveryOutcome, Ports } from './ports.ts';

type Submit = <K extends InputKind>(input: InputOf<K>) => Promise<Answer<K>>;
type Outcome = InputOf<'outcome'>['body']['outcome'];

export class Effects {
  readonly #ports: Ports;
  readonly #state: State;
  readonly #submit: Submit;
  readonly #underWay = new Set<Promise<void>>();
  /** How effects ended whose outcome could not be written: a full disk does not make them unknown. */
  readonly #unrecorded = new Map<string, Outcome>();
  #stopped = false;

  constructor(ports: Ports, state: State, submit: Submit) {
    this.#ports = ports;
    this.#state = state;
    this.#submit = submit;
  }

  /** Begins what a batch planned, or what a returned conversation had held back. */
  follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.table === 'effects' && change.value && isReady(change.value)) this.begin(change.key);
      if (change.table === 'conversations' && change.value?.owner === 'bot' && change.value.runs.length > 0)
        this.#resumeHeld(change.value.runs);
    }
  }

  beginAll(): void {
    for (const [id, outcome] of this.#unrecorded) this.#keep(id, this.#report(id, outcome));
    for (const [id, effect] of this.#state.effects.entries()) if (isReady(effect)) this.begin(id);
  }

  begin(id: string): void {
    if (this.#stopped) return;
    this.#keep(id, this.#carryOut(id));
  }

  #keep(id: string, carriedOut: Promise<void>): void {
    const work = carriedOut.catch((error) =>
      this.#ports.log.error('an effect could not be recorded', { effect: id, error: String(error) }),
    );
    this.#underWay.add(work);
    void work.then(() => this.#underWay.delete(work));
  }

  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** No new effects; waits for those under way, at most `graceMs` milliseconds. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    if (this.#underWay.size === 0) return;
    const { clock } = this.#ports;
    await new Promise<void>((resolve) => {
      const cancel = clock.at(clock.now() + graceMs, resolve);
      void Promise.all(this.#underWay).then(() => {
        cancel();
        resolve();
      });
    });
  }

  #resumeHeld(runs: readonly string[]): void {
    for (const id of runs)
      for (const branch of Object.values(this.#state.runs.get(id)?.branches ?? {})) {
        if (branch.wait?.kind !== 'call') continue;
        const effect = this.#state.effects.get(branch.wait.effect);
        if (effect && isReady(effect)) this.begin(effect.id);
      }
  }

  async #carryOut(id: string): Promise<void> {
    const { begun } = (await this.#submit({ kind: 'begin', actor: 'engine', body: { effect: id } })) as {
      begun?: boolean;
    };
    const effect = this.#state.effects.get(id);
    if (!begun || !effect) return;
    const outcome = await this.#perform(effect);
    // A question that nobody waits for any more, as after a cancelled run, needs no answer.
    if (effect.kind === 'model' && !this.#state.effects.get(id)) return;
    await this.#report(id, outcome);
  }

  async #report(id: string, outcome: Outcome): Promise<void> {
    // Kept only once writing has failed: what is being written would else be told twice when all is begun again.
    this.#unrecorded.delete(id);
    try {
      await this.#submit({ kind: 'outcome', actor: 'engine', body: { effect: id, outcome } });
    } catch (error) {
      this.#unrecorded.set(id, outcome);
      throw error;
    }
  }

  async #perform(effect: Effect): Promise<Outcome> {
    switch (effect.kind) {
      case 'call': {
        const result = await this.#ports.tools.call(effect.call, effect.id);
        return result.kind === 'failed' ? { ...result, final: true } : result;
      }
      case 'model':
      case 'advice': {
        const node = effect.kind === 'model' ? effect.place.node : effect.node;
        const result = await this.#ports.models.ask(effect.request, node);
        return result.kind === 'failed' ? { ...result, final: !result.retry } : result;
      }
      case 'code-mail':
        return delivered(
          await this.#ports.mailer.send(codeMail(effect.to, this.#ports.secrets.code(effect.id))),
        );
      case 'notify':
        return this.#notify(effect);
      default:
        return effect satisfies never;
    }
  }

  async #notify(effect: Extract<Effect, { kind: 'notify' }>): Promise<Outcome> {
    if (effect.channel !== 'email')
      return {
        kind: 'failed',
        type: 'channel',
        message: `there is no channel "${effect.channel}" here`,
        final: true,
      };
    const to = effect.to.startsWith('user:')
      ? personOf(this.#ports.workspace.config, effect.to)?.email
      : effect.to;
    if (to === undefined)
      return { kind: 'failed', type: 'channel', message: `${effect.to} has no mail address`, final: true };
    const ticket = this.#state.handoffs.get(effect.handoff)?.ticket ?? '';
    return delivered(await this.#ports.mailer.send(noticeMail(to, ticket, effect.text)));
  }
}

/** Planned and not waiting for its clock: a failed try is begun again when its clock fires. */
function isReady(effect: Effect): boolean {
  return effect.status === 'planned' && effect.retryAt === undefined;
}

function delivered(outcome: DeliveryOutcome): Outcome {
  if (outcome.kind === 'sent') return { kind: 'succeeded' };
  return {
    kind: 'failed',
    type: 'delivery',
    message: outcome.message,
    final: !outcome.retry,
    retryAfterMs: outcome.retryAfterMs,
  };
}
