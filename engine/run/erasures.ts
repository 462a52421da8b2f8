/**
 * Has the content of erased conversations taken out of the journal, and puts on record that it is gone. What a crash cut
 * short is begun again at the next start: the state remembers it until then.
 */
import type { InputOf } from '../core/input.ts';
import { conversationKey } from '../core/keys.ts';
import type { Change, Conversation, State } from '../core/state.ts';
import type { Ports } from './ports.ts';

type Submit = (input: InputOf<'content-removed'>) => Promise<unknown>;

export class Erasures {
  readonly #ports: Pick<Ports, 'eraser' | 'log'>;
  readonly #state: State;
  readonly #submit: Submit;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(ports: Pick<Ports, 'eraser' | 'log'>, state: State, submit: Submit) {
    this.#ports = ports;
    this.#state = state;
    this.#submit = submit;
  }

  /** Begins what a batch asked for. */
  follow(changes: readonly Change[]): void {
    for (const change of changes)
      if (change.table === 'conversations' && change.value) this.#begin(change.key, change.value);
  }

  beginAll(): void {
    for (const [key, conversation] of this.#state.conversations.entries()) this.#begin(key, conversation);
  }

  /** Resolves once nothing is left of this conversation's content. Rejects with what the disk or the journal said. */
  async done({ bot, conversation: id }: { bot: string; conversation: string }): Promise<void> {
    const key = conversationKey(bot, id);
    const known = this.#state.conversations.get(key);
    if (known) this.#begin(key, known);
    await this.#underWay.get(key);
  }

  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay.values());
  }

  #begin(key: string, { bot, id, erasing }: Conversation): void {
    if (erasing === undefined || this.#underWay.has(key)) return;
    const work = this.#erase(bot, id, erasing);
    this.#underWay.set(key, work);
    const end = (): void => {
      this.#underWay.delete(key);
    };
    work.then(end, (error) => {
      end();
      this.#ports.log.error('an erased conversation is still in the journal; the next start tries again', {
        error: String(error),
      });
    });
  }

  async #erase(bot: string, conversation: string, upTo: number): Promise<void> {
    const bodies = (await this.#ports.eraser?.erase({ bot, conversation, upTo })) ?? 0;
    await this.#submit({
      kind: 'content-removed',
      actor: 'engine',
      body: { bot, conversation, bodies },
    });
  }
}
