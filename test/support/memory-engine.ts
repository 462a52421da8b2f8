/**
 * A tiny engine in memory for tests of the bridge: it takes inputs, makes a few events of them, and holds them back
 * until "the disk" has them. It decides nothing of interest.
 */

import { contextOf } from '../../engine/core/card/context.ts';
import type { Answer, Input, InputKind, InputOf, RefusalCode } from '../../engine/core/input.ts';
import { conversationKey, messageKey } from '../../engine/core/keys.ts';
import { emptyState, type Handoff } from '../../engine/core/state.ts';
import { type Engine, Refused } from '../../engine/run/engine.ts';
import { JournalFailure } from '../../engine/run/ports.ts';
import type { Event, HandoffFacts, JournalEntry } from '../../schemas/journal/event.ts';

const AT = Date.UTC(2026, 0, 5, 9, 30);

export interface MemoryEngine extends Engine {
  readonly inputs: Input[];
  readonly entries: JournalEntry[];
  /** Nothing becomes durable until it is called. */
  holdDisk(): () => void;
  /** The next submission fails like this. */
  fail(error: Error): void;
  add(...events: Event[]): void;
  open(facts?: Partial<Handoff>): Handoff;
  say(bot: string, conversation: string, id: string, text?: string): void;
}

export function createMemoryEngine(): MemoryEngine {
  const state = emptyState();
  const inputs: Input[] = [];
  const entries: JournalEntry[] = [];
  const listeners = new Set<(entries: readonly JournalEntry[]) => void>();
  const waiting: (() => void)[] = [];
  let durable = 0;
  let held = false;
  let failure: Error | undefined;

  function add(...events: Event[]): void {
    for (const event of events) {
      entries.push({
        seq: entries.length + 1,
        at: AT + entries.length,
        type: event.type,
        actor: 'engine',
        cause: 'test',
        digest: `d${entries.length + 1}`,
        event,
      });
      fold(event, entries.length);
    }
    if (!held) flush();
  }

  function flush(): void {
    const fresh = entries.slice(durable);
    durable = entries.length;
    if (fresh.length > 0) for (const listener of [...listeners]) listener(fresh);
    for (const resolve of waiting.splice(0)) resolve();
  }

  function onDisk(): Promise<void> {
    return durable === entries.length ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
  }

  function fold(event: Event, seq: number): void {
    if (event.type === 'message-said') {
      const { bot, conversation, message } = event;
      state.outgoing.set(messageKey(bot, conversation, message.id), { seq, bot, conversation, message });
    } else if (event.type === 'message-delivered') {
      state.outgoing.delete(messageKey(event.bot, event.conversation, event.message));
    } else if (event.type === 'credential-issued') {
      state.credentials.set(event.hash, { principal: event.principal, hash: event.hash });
    } else if (event.type === 'credential-revoked') {
      for (const [hash, { principal }] of [...state.credentials])
        if (principal === event.principal) state.credentials.delete(hash);
    } else if (event.type === 'owner-changed') {
      const { bot, conversation: id, owner } = event;
      state.conversations.set(conversationKey(bot, id), { ...conversation(bot, id), owner });
    } else if (event.type === 'handoff-decided') {
      const handoff = state.handoffs.get(event.handoff);
      const { by: decidedBy, decision, handoff: id } = event;
      if (handoff) state.handoffs.set(id, { ...handoff, status: 'decided', decidedBy, decision });
    }
  }

  function conversation(bot: string, id: string) {
    const fresh = {
      bot,
      id,
      owner: 'bot' as const,
      openHandoffs: [],
      runs: [],
      replies: [],
      messages: 0,
      lastAt: AT,
    };
    return state.conversations.get(conversationKey(bot, id)) ?? fresh;
  }

  function refuse(code: RefusalCode, message: string, data?: Record<string, unknown>): never {
    throw new Refused({ code, message, data });
  }

  /** Input kind → what happens; kinds that are missing change nothing but the sequence. */
  const effects: { [K in InputKind]?: (input: InputOf<K>) => object | undefined } = {
    message({ body: { bot, conversation: id, message } }) {
      const key = messageKey(bot, id, message.id);
      const known = state.received.get(key);
      const digest = JSON.stringify(message);
      if (known && known.digest !== digest) refuse('conflict', 'same id, other body');
      if (known) return { seq: known.seq, run: 'r1' };
      state.received.set(key, { digest, seq: entries.length + 1 });
      state.conversations.set(conversationKey(bot, id), conversation(bot, id));
      add({ type: 'message-received', bot, conversation: id, message, digest, to: 'run', run: 'r1' });
      return { seq: entries.length, run: 'r1' };
    },
    delivered({ body: { bot, conversation: id, message } }) {
      if (state.outgoing.has(messageKey(bot, id, message)))
        add({ type: 'message-delivered', bot, conversation: id, message });
      return undefined;
    },
    decide({ actor, body: { id, revision, decision } }) {
      const handoff = state.handoffs.get(id);
      if (!handoff) return refuse('not-found', 'no such handoff');
      if (handoff.status === 'decided') refuse('already-decided', 'decided', { by: handoff.decidedBy });
      if (handoff.revision !== revision) refuse('stale', 'changed', { revision: handoff.revision });
      add({
        type: 'handoff-decided',
        handoff: id,
        revision,
        decision,
        handle: 'approved',
        by: actor,
        channel: 'bridge',
        response: {},
        calls: [],
        digest: handoff.digest,
        config: '',
        request: '',
      });
      return { seq: entries.length, decision };
    },
    take({ actor, body }) {
      add({ type: 'owner-changed', ...body, owner: `user:${actor.slice('user:'.length)}`, by: actor });
      return undefined;
    },
    'credential-issue'({ actor, body }) {
      add({ type: 'credential-issued', ...body, by: actor });
      return undefined;
    },
    'credential-revoke'({ actor, body }) {
      add({ type: 'credential-revoked', ...body, by: actor });
      return undefined;
    },
  };

  return {
    state,
    inputs,
    entries,
    mode: { kind: 'live' },
    get seq() {
      return durable;
    },
    add,
    async submit<K extends InputKind>(input: InputOf<K>): Promise<Answer<K>> {
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      const effect = effects[input.kind] as ((input: InputOf<K>) => object | undefined) | undefined;
      const answer = effect?.(input);
      inputs.push(input as Input);
      await onDisk();
      return (answer ?? { seq: durable }) as Answer<K>;
    },
    barrier: ({ assignee }, who) =>
      assignee?.startsWith('user:') && assignee !== who ? `it waits for ${assignee}` : undefined,
    agreement: () => undefined,
    changes: () => ({ current: undefined, changes: undefined }),
    context: (handoff) => contextOf(state, undefined, handoff),
    preview: async () => ({ calls: [], digest: 'previewed' }),
    settled: onDisk,
    idle: () => Promise.resolve(),
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: async (after, limit) => entries.slice(after, Math.min(durable, after + limit)),
    stop: async () => {
      throw new JournalFailure('not used', 'refused');
    },
    holdDisk() {
      held = true;
      return () => {
        held = false;
        flush();
      };
    },
    fail(error) {
      failure = error;
    },
    open(facts = {}) {
      const handoff = handoffFor(state.handoffs.size + 1, facts);
      state.handoffs.set(handoff.id, handoff);
      return handoff;
    },
    say(bot, id, message, text = message) {
      add({
        type: 'message-said',
        bot,
        conversation: id,
        message: { id: message, text, from: 'bot' },
        holding: false,
      });
    },
  };
}

function handoffFor(n: number, facts: Partial<Handoff>): Handoff {
  const place: HandoffFacts['place'] = { run: `r${n}`, branch: 'b1', node: 'review', visit: 1 };
  return {
    id: `h${n}`,
    ticket: `H-${1000 + n}`,
    kind: 'approval',
    subject: { kind: 'node' },
    risk: 'normal',
    bot: 'shop',
    workflow: 'hash',
    place,
    conversation: 'c1',
    reason: 'over 500',
    priority: 'medium',
    options: ['approve', 'reject'],
    reasonRequired: true,
    calls: [],
    digest: 'digest',
    exclude: [],
    escalation: [],
    flags: [],
    revision: 1,
    status: 'open',
    openedAt: AT + n,
    votes: [],
    seenBy: [],
    newMessages: 0,
    used: {},
    history: [],
    ...facts,
  };
}
