/**
 * A conversation in the terminal: takes typed lines to the customer's side or to the handoff that waits, and shows what
 * comes of it. 1. A decision is about the handoff whose facts were shown last (digest and revision go along, I8).
 */
import { RequestError } from '../../../schemas/protocol/codes.ts';
import type { HandoffDetail } from '../../../schemas/protocol/views.ts';
import type { Config } from '../../model/config.ts';
import type { Mail } from '../../run/ports.ts';
import { type Choice, choicesOf, type Meaning, meaningOf, promptOf, type Stage } from './keys.ts';
import type { Screen } from './screen.ts';
import type { Show } from './shows.ts';
import type { Talk } from './talk.ts';
import { handoffLines, line, mailLines, nameOf, sentence, showLines } from './words.ts';

/** Stands for the digits of the newest mail in a line that nobody types by hand. */
const CODE = '{code}';
const MAIL_MS = 20_000;

export interface SessionOptions {
  screen: Screen;
  config: Config;
  bot: string;
  /** How to open the queue. */
  queue: readonly string[];
  /** Ends the conversation at once. */
  stopped: AbortSignal;
}

export interface Session {
  onShow(show: Show): Promise<void>;
  onMail(mail: Mail): void;
  onFault(error: unknown): void;
  /** Takes lines until there are none. Without a terminal each line waits until nothing moves. @returns open handoffs */
  converse(talk: Talk): Promise<readonly HandoffDetail[]>;
}

export function createSession({ screen, config, bot, queue, stopped }: SessionOptions): Session {
  const open = new Map<string, HandoffDetail>();
  const mails: Mail[] = [];
  let onNewMail: () => void = () => undefined;
  let stage: Stage = { kind: 'talk' };
  let talk: Talk | undefined;
  /** The handoff that a reason is being typed for. */
  let about: HandoffDetail | undefined;
  let tellTalk: (talk: Talk) => void = () => undefined;
  const connected = new Promise<Talk>((resolve) => {
    tellTalk = resolve;
  });
  const stop = new Promise<undefined>((resolve) => {
    stopped.addEventListener('abort', () => resolve(undefined));
  });

  function note(text: string, tone: 'quiet' | 'bad' | 'good' = 'quiet'): void {
    screen.print([sentence(text, tone)]);
  }

  function oldest(): HandoffDetail | undefined {
    return open.values().next().value;
  }

  /** A key that was typed for another stage is dropped, so that it neither decides nor reaches the customer. */
  function enter(next: Stage): void {
    const keys = [stage, next].flatMap((each) => (each.kind === 'decide' ? each.choices : []));
    stage = next;
    screen.drop(keys.map(({ key }) => key));
    screen.setPrompt((typed) => promptOf(stage, typed, talk ? nameOf(talk.me, config) : ''));
  }

  function look(): void {
    const first = oldest();
    enter(
      first ? { kind: 'decide', ticket: first.ticket, choices: choicesOf(first.options) } : { kind: 'talk' },
    );
  }

  async function onShow(show: Show): Promise<void> {
    if (show.kind === 'waiting') {
      const detail = await (await connected).present(show.handoff);
      if (detail.status !== 'open') return;
      open.set(detail.id, detail);
      const first = oldest();
      if (first?.id === detail.id) ask(detail);
      else note(`${detail.ticket} waits as well, after ${first?.ticket}: ${detail.reason}`);
      return;
    }
    screen.print(showLines(show, bot, config));
    if (show.kind !== 'decided' && show.kind !== 'closed') return;
    open.delete(show.handoff);
    const next = oldest();
    if (next) ask(next);
    else if (stage.kind !== 'reason') look();
  }

  function ask(detail: HandoffDetail): void {
    screen.print(handoffLines(detail));
    // A reason that is being typed stays one: the engine says whether it comes too late.
    if (stage.kind !== 'reason') look();
  }

  async function decide(talk: Talk, choice: Choice, reason: string | undefined): Promise<void> {
    const detail = about ?? oldest();
    about = undefined;
    look();
    if (!detail) return;
    try {
      const missing = await talk.decide(detail, choice.decision, reason);
      if (missing.length > 0) note(`Noted. Still to agree: ${missing.join(', ')}.`);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      note(`Not decided: ${error.message}`, 'bad');
    }
  }

  async function act(talk: Talk, meaning: Meaning): Promise<void> {
    switch (meaning.kind) {
      case 'nothing':
        return;
      case 'say':
        return talk.say(meaning.text);
      case 'queue':
        for (const each of queue) note(each);
        return;
      case 'decide':
        return decide(talk, meaning.choice, meaning.reason);
      case 'ask-reason': {
        about = oldest();
        enter({ kind: 'reason', choice: meaning.choice, reasons: about?.reasons ?? [] });
        if (!screen.isTerminal) note('The reason:');
        return;
      }
      case 'back':
        note('A reason is needed: nothing was decided.');
        about = undefined;
        look();
        return;
      default:
        return meaning satisfies never;
    }
  }

  /** Waits for the mail where none has come yet. */
  async function withCode(typed: string): Promise<string> {
    if (!typed.includes(CODE)) return typed;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`No mail came within ${MAIL_MS / 1000} s.`)), MAIL_MS);
    });
    const arrived = new Promise<void>((resolve) => {
      onNewMail = resolve;
    });
    try {
      if (mails.length === 0) await Promise.race([arrived, late]);
    } finally {
      clearTimeout(timer);
    }
    const digits = /\b\d{6}\b/.exec(mails.at(-1)?.text ?? '')?.[0];
    mails.length = 0;
    return typed.replace(CODE, digits ?? '');
  }

  return {
    onShow,
    onMail(mail) {
      mails.push(mail);
      screen.print(mailLines(mail));
      onNewMail();
    },
    onFault: (error) =>
      note(`The connection: ${error instanceof Error ? error.message : String(error)}`, 'bad'),
    async converse(started) {
      talk = started;
      tellTalk(started);
      look();
      for (;;) {
        if (screen.isPaced) await Promise.race([started.rest(), stop]);
        const taken = stopped.aborted ? undefined : await Promise.race([screen.next(), stop]);
        if (taken === undefined) break;
        const typed = await withCode(taken.text);
        if (taken.isEchoed) screen.print([line('you', typed)]);
        await act(started, meaningOf(stage, typed));
      }
      return [...open.values()];
    },
  };
}
