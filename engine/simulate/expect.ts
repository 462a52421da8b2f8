/** The expectations of a scenario, one row each: what is wrong, or nothing. */

import type {
  Expectation,
  ExpectHandoff,
  ExpectHolding,
  ExpectMessage,
  ExpectNotified,
  ExpectOwner,
  ExpectRun,
  ExpectToolCalled,
  ExpectVariables,
  TextMatch,
} from '../../schemas/generated/scenario.ts';
import type { EventOf } from '../../schemas/journal/event.ts';
import { conversationKey } from '../core/keys.ts';
import { ownDefinition } from '../core/own-workflow.ts';
import type { Run } from '../core/state.ts';
import { membersOf } from '../model/people.ts';
import { contains, matchesText, same } from './match.ts';
import type { Stage } from './stage.ts';

/** How far a scenario has read what was said to the user. */
export interface Heard {
  /** Messages read so far, by conversation. */
  messages: Map<string, number>;
  holding: Map<string, number>;
  /** The conversation in which something happened last. */
  conversation: string;
  /** The only conversation that the next expectation is about, if it names one. */
  only?: string;
}

type Fault = string | undefined;

const CHECKS: { [name: string]: (stage: Stage, heard: Heard, expected: never) => Fault } = {
  message: (stage, heard, { message }: ExpectMessage) => {
    const next = hear(stage, heard, 'messages');
    return compare('the next message to the user', next, message);
  },
  holding: (stage, heard, { holding }: ExpectHolding) => {
    const next = hear(stage, heard, 'holding');
    if (holding === true) return next === undefined ? 'no further holding message was said' : undefined;
    return compare('the next holding message', next, holding);
  },
  noMessage: (stage, heard) => {
    const next = unheard(stage, heard, 'messages')?.message.text;
    return next === undefined
      ? undefined
      : `nothing more should have been said, but this was: ${quoted(next)}`;
  },
  handoff: (stage, _heard, { handoff }: ExpectHandoff) => handoffFault(stage, handoff),
  notified: (stage, _heard, { notified }: ExpectNotified) => notifiedFault(stage, notified),
  toolCalled: (stage, _heard, { toolCalled }: ExpectToolCalled) => {
    const { name, arguments: wanted, times } = toolCalled;
    const calls = stage.tools.calls.filter(
      (call) => call.name === name && (wanted === undefined || same(call.arguments, wanted)),
    );
    if (times === undefined ? calls.length > 0 : calls.length === times) return undefined;
    const all =
      stage.tools.calls.map((call) => `${call.name} ${JSON.stringify(call.arguments)}`).join(', ') || 'none';
    return `${name}${wanted ? ` with ${JSON.stringify(wanted)}` : ''} should have been called ${times ?? 'at least 1'} time(s), was ${calls.length}; calls: ${all}`;
  },
  variables: (stage, heard, { variables }: ExpectVariables) => {
    const actual = variablesOf(newestRun(stage, heard));
    if (contains(actual, variables)) return undefined;
    const part = Object.fromEntries(Object.keys(variables).map((key) => [key, actual[key]]));
    return `the variables should hold ${JSON.stringify(variables)}, but are ${JSON.stringify(part)}`;
  },
  run: (stage, heard, { run }: ExpectRun) => {
    const actual = newestRun(stage, heard)?.status ?? 'not started';
    return actual === run ? undefined : `the run should be ${run}, but is ${actual}`;
  },
  owner: (stage, heard, { owner }: ExpectOwner) => {
    const key = conversationKey(stage.subject.bot, heard.only ?? heard.conversation);
    const actual = stage.engine.state.conversations.get(key)?.owner ?? 'bot';
    return actual === owner ? undefined : `the conversation should be with ${owner}, but is with ${actual}`;
  },
};

export function faultOf(stage: Stage, heard: Heard, expectation: Expectation): Fault {
  for (const [name, check] of Object.entries(CHECKS))
    if (Object.hasOwn(expectation, name)) return check(stage, heard, expectation as never);
  return `nothing here knows how to expect ${JSON.stringify(expectation)}`;
}

type Kind = 'messages' | 'holding';

/** The oldest message of a kind that no expectation has read yet. */
function unheard(stage: Stage, heard: Heard, kind: Kind): EventOf<'message-said'> | undefined {
  const passed = new Map<string, number>();
  return stage.events().find((event): event is EventOf<'message-said'> => {
    if (event.type !== 'message-said' || event.holding !== (kind === 'holding')) return false;
    if (heard.only !== undefined && event.conversation !== heard.only) return false;
    const before = passed.get(event.conversation) ?? 0;
    passed.set(event.conversation, before + 1);
    return before >= (heard[kind].get(event.conversation) ?? 0);
  });
}

function hear(stage: Stage, heard: Heard, kind: Kind): string | undefined {
  const next = unheard(stage, heard, kind);
  if (next) heard[kind].set(next.conversation, (heard[kind].get(next.conversation) ?? 0) + 1);
  return next?.message.text;
}

function compare(what: string, actual: string | undefined, expected: string | TextMatch): Fault {
  if (actual === undefined) return `${what} should be ${JSON.stringify(expected)}, but nothing more was said`;
  return matchesText(actual, expected)
    ? undefined
    : `${what} should be ${JSON.stringify(expected)}, but is ${quoted(actual)}`;
}

function handoffFault(stage: Stage, expected: ExpectHandoff['handoff']): Fault {
  const all = [...stage.engine.state.handoffs.entries()].map(([, handoff]) => handoff);
  const found = all
    .filter((handoff) => expected.node === undefined || handoff.place.node === expected.node)
    .filter((handoff) => expected.status === undefined || handoff.status === expected.status)
    .at(-1);
  const listed = all.map((handoff) => `${handoff.place.node} (${handoff.status})`).join(', ') || 'none';
  if (!found)
    return `there should be ${expected.status ?? 'a'} handoff at ${expected.node ?? 'some node'}; there are: ${listed}`;
  if (expected.reason !== undefined && !matchesText(found.reason, expected.reason))
    return `the handoff's reason should be ${JSON.stringify(expected.reason)}, but is ${quoted(found.reason)}`;
  for (const name of ['assignee', 'priority', 'kind', 'risk', 'decision', 'decidedBy'] as const) {
    const wanted = expected[name];
    if (wanted !== undefined && (found[name] ?? null) !== wanted)
      return `the handoff's ${name} should be ${quoted(wanted)}, but is ${quoted(found[name])}`;
  }
  return undefined;
}

function notifiedFault(stage: Stage, { to, channel, contains: part }: ExpectNotified['notified']): Fault {
  const { config } = stage;
  const told = stage.events().flatMap((event) => {
    if (event.type === 'handoff-announced') {
      const text = stage.engine.state.handoffs.get(event.handoff)?.reason ?? '';
      return [{ to: event.to, channel: 'queue', text }];
    }
    return event.type === 'effect-planned' && event.kind === 'notify'
      ? [{ to: event.to, channel: event.channel, text: event.text }]
      : [];
  });
  const wanted = new Set([to, ...membersOf(config, to)]);
  const found = told.some(
    (one) =>
      (one.to === 'everyone' || one.to === to || membersOf(config, one.to).some((who) => wanted.has(who))) &&
      (channel === undefined || one.channel === channel) &&
      (part === undefined || one.text.includes(part)),
  );
  const list = told.map((one) => `${one.channel}:${one.to}`).join(', ') || 'nobody';
  return found
    ? undefined
    : `${to} should have been told${channel ? ` by ${channel}` : ''}${part ? ` of ${quoted(part)}` : ''}; told were: ${list}`;
}

/** Of the runs of workflow files: those that the engine begins to ask a person are seen by their handoffs. */
function newestRun(stage: Stage, { only }: Heard): Run | undefined {
  const { state } = stage.engine;
  return [...state.runs.entries()]
    .map(([, run]) => run)
    .filter((run) => !run.parent && !ownDefinition(state, run))
    .filter((run) => only === undefined || run.conversation === only)
    .at(-1);
}

/** The run's variables with those of its branches, the last one's winning. */
function variablesOf(run: Run | undefined): Record<string, unknown> {
  if (!run) return {};
  const own = Object.values(run.branches).map((branch) => branch.own);
  return Object.assign({}, run.variables, run.last, ...own);
}

function quoted(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
