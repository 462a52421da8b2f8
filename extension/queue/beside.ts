/**
 * What a store keeps beside its handoffs: the conversations that people have, the finished answers that wait for a look, and
 * whether effects are stopped. Read when a client is new, then kept by events.
 */
import * as vscode from 'vscode';
import type { ConversationItem, EventNotice, ReviewItem } from '../../schemas/protocol/views.ts';
import type { Session } from '../engine/session.ts';

const PAGE = 200;
/** The newest conversations are looked through for those that people have; later ones come by events. */
const LOOKED_THROUGH = 1000;

export class Beside implements vscode.Disposable {
  readonly #session: Session;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<'talks' | 'answers' | 'halt'>();
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  /** Taken over by a person, by bot and conversation. */
  talks: readonly ConversationItem[] = [];
  answers: readonly ReviewItem[] = [];
  /** Nothing where it is not known: only the owner of the engine may ask. */
  halted: boolean | undefined;

  constructor(session: Session, log: vscode.LogOutputChannel) {
    this.#session = session;
    this.#log = log;
    this.#disposables = [
      this.#changed,
      session.onFresh(() => {
        this.#soon(this.#readTalks());
        this.#soon(this.#readAnswers());
        this.#soon(this.#readHalt());
      }),
      session.onEvent((event) => this.#onEvent(event)),
    ];
  }

  /** After the engine ended nothing of it is known. */
  clear(): void {
    this.talks = [];
    this.answers = [];
    this.halted = undefined;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #onEvent({ type, body }: EventNotice): void {
    if (type === 'owner-changed' && typeof body?.bot === 'string' && typeof body.conversation === 'string')
      this.#soon(this.#readTalk(body.bot, body.conversation));
    else if (type === 'review-opened' || type === 'review-recorded') this.#soon(this.#readAnswers());
    else if (type === 'halted' || type === 'resumed') {
      this.halted = type === 'halted';
      this.#changed.fire('halt');
    }
  }

  async #readTalks(): Promise<void> {
    const found: ConversationItem[] = [];
    let after: string | undefined;
    do {
      const page = await this.#session.request('conversation/list', {
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      found.push(...page.items);
      after = page.next;
    } while (after !== undefined && found.length < LOOKED_THROUGH);
    this.talks = found.filter(isWithPerson);
    this.#changed.fire('talks');
  }

  async #readTalk(bot: string, conversation: string): Promise<void> {
    const { items } = await this.#session.request('conversation/list', { bot, conversation });
    const others = this.talks.filter((talk) => talk.bot !== bot || talk.conversation !== conversation);
    this.talks = [...items.filter(isWithPerson), ...others];
    this.#changed.fire('talks');
  }

  async #readAnswers(): Promise<void> {
    const { items } = await this.#session.request('review/list', { status: 'open', limit: PAGE });
    this.answers = items;
    this.#changed.fire('answers');
  }

  async #readHalt(): Promise<void> {
    this.halted = (await this.#session.asOwner('engine/status', {})).halted;
    this.#changed.fire('halt');
  }

  #soon(work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.debug(String(error)));
  }
}

function isWithPerson({ owner }: ConversationItem): boolean {
  return owner.startsWith('user:');
}
