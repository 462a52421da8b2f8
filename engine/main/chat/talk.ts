/**
 * One conversation over the bridge, on two connections: as the bot, for the customer's side, and as a person, who sees
 * and decides.
 *
 * Owns: both connections, the order in which things are shown. Does not own: the terminal, what is typed.
 * 1. Shows come one at a time, in the journal's order; what the bot says is shown once a bot's connection has it.
 * 2. What the bot says in other conversations is not taken: it stays undelivered for whoever serves them.
 */
import { randomUUID } from 'node:crypto';
import type { Client } from '../../../schemas/protocol/client.ts';
import { RequestError } from '../../../schemas/protocol/codes.ts';
import type { EventNotice, HandoffDetail, Say } from '../../../schemas/protocol/views.ts';
import { asOwner, connect, type Door } from '../bridge-client.ts';
import { VERSION } from '../version.ts';
import { createFollower, eventOf, type Show } from './shows.ts';

export interface TalkOptions {
  door: Door;
  bot: string;
  /** The person's credential. */
  token: string;
  /** Called with each thing to show; the next one waits until it has resolved. */
  onShow(show: Show): Promise<void> | void;
  onFault(error: unknown): void;
}

export interface Talk {
  readonly bot: string;
  readonly conversation: string;
  /** The person as `user:NAME`. */
  readonly me: string;
  /** Says something as the customer; resolves when it is on disk. */
  say(text: string): Promise<void>;
  /** A handoff as this person sees it; tells the engine that its facts were on screen. */
  present(handoff: string): Promise<HandoffDetail>;
  /** @returns who else has to decide, if anybody. @throws RequestError */
  decide(detail: HandoffDetail, decision: string, reason?: string): Promise<readonly string[]>;
  /** Resolves when no run of this conversation does anything by itself any more, and all of it was shown. */
  rest(): Promise<void>;
  close(): void;
}

/** @throws Error where a credential is refused or the engine does not answer */
export async function startTalk({ door, bot, token, onShow, onFault }: TalkOptions): Promise<Talk> {
  const conversation = `terminal-${randomUUID().slice(0, 8)}`;
  const minted = await asOwner(door, (owner) => owner.request('token/create', { bot }));
  const asBot = connect(door, minted.token);
  const asPerson = connect(door, token);
  const close = (): void => {
    asBot.close();
    asPerson.close();
  };
  try {
    await opened(asBot);
    const { principal, seq } = await opened(asPerson);
    const arrivals = createMarks();
    const progress = createMarks();
    const follow = createFollower(bot, conversation);
    let shown = Promise.resolve();
    let cursor = seq;

    asBot.onSay((say: Say) => {
      if (say.conversation === conversation) arrivals.reach(say.message.id);
      else return new Promise<void>(() => undefined);
    });
    asPerson.subscribe(seq, (notice) => {
      const delivered = eventOf(notice);
      if (delivered?.type === 'message-delivered') arrivals.reach(delivered.message);
      shown = shown.then(() => take(notice)).catch(onFault);
    });

    async function take(notice: EventNotice): Promise<void> {
      const event = eventOf(notice);
      const show = event && follow(event);
      try {
        if (show?.kind === 'said') await arrivals.reached(show.id);
        if (show) await onShow(show);
      } finally {
        cursor = notice.seq;
        progress.reach('event');
      }
    }

    async function shownThrough(seq: number): Promise<void> {
      while (cursor < seq) await progress.next('event');
    }

    async function isBusy(): Promise<boolean> {
      const { items } = await asPerson.request('conversation/list', { bot, conversation });
      for (const id of items[0]?.runs ?? []) {
        const { status, branches } = await asPerson.request('run/get', { id });
        if (status !== 'waiting') continue;
        if (branches.some(({ waitsFor }) => waitsFor === null || waitsFor === 'call')) return true;
      }
      return false;
    }

    return {
      bot,
      conversation,
      me: principal,
      async say(text) {
        const message = { id: randomUUID(), text, from: { id: conversation, name: 'customer' } };
        await asBot.request('conversation/message', { bot, conversation, message });
      },
      async present(id) {
        const detail = await asPerson.request('handoff/get', { id });
        if (detail.status === 'open') await tellSeen(asPerson, detail);
        return detail;
      },
      async decide({ id, revision, digest }, decision, reason) {
        const params = { id, revision, digest, decision, ...(reason !== undefined && { reason }) };
        const { pending } = await asPerson.request('handoff/decide', params);
        return pending?.missing ?? [];
      },
      async rest() {
        for (;;) {
          const { seq } = await asPerson.request('hello', { client: 'cli', version: VERSION });
          await shownThrough(seq);
          const next = progress.next('event');
          if (!(await isBusy())) break;
          await next;
        }
        const { seq } = await asPerson.request('hello', { client: 'cli', version: VERSION });
        await shownThrough(seq);
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** A client tries for ever; here the first refusal is the answer. */
function opened(client: Client): Promise<{ principal: string; seq: number }> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      const { state } = client;
      if (state.kind === 'open') resolve(state.hello);
      else if (state.kind !== 'connecting') reject(new Error(`The engine did not let us in: ${state.why}.`));
    };
    client.onState(settle);
    settle();
  });
}

/** Who may not decide may still look: nobody has to know that they did. */
async function tellSeen(client: Client, { id, revision }: HandoffDetail): Promise<void> {
  try {
    await client.request('handoff/seen', { id, revision });
  } catch (error) {
    const isQuiet = error instanceof RequestError && ['forbidden', 'stale'].includes(error.code);
    if (!isQuiet) throw error;
  }
}

interface Marks {
  reach(mark: string): void;
  /** Resolves when it was reached, also before. */
  reached(mark: string): Promise<void>;
  /** Resolves when it is reached from now on. */
  next(mark: string): Promise<void>;
}

function createMarks(): Marks {
  const known = new Set<string>();
  const waiting = new Map<string, (() => void)[]>();
  const next = (mark: string): Promise<void> =>
    new Promise((resolve) => waiting.set(mark, [...(waiting.get(mark) ?? []), resolve]));
  return {
    next,
    reached: (mark) => (known.has(mark) ? Promise.resolve() : next(mark)),
    reach(mark) {
      known.add(mark);
      const told = waiting.get(mark) ?? [];
      waiting.delete(mark);
      for (const resolve of told) resolve();
    },
  };
}
