/** What a person who is handed a conversation reads first (R22): built from the state by code, not by a model. */
import { metaOf } from '../apply.ts';
import type { Conversation, Run } from '../state.ts';
import type { Turn } from '../turn.ts';

const FIRST_TICKET = 1001;
const QUOTED = 160;
const STEPS = 8;

export interface Envelope {
  summary: string;
  note: string;
}

/** The next number that people can say aloud; the event that carries it counts it. */
export function nextTicket(turn: Turn): string {
  return `H-${FIRST_TICKET + metaOf(turn.state).tickets}`;
}

/** `said` is the message that leads to it, where there is one. */
export function envelopeOf(
  turn: Turn,
  conversation: Conversation | undefined,
  said?: { text: string; from?: { id: string; name?: string } },
): Envelope {
  const runs = (conversation?.runs ?? []).map((id) => turn.run(id));
  const [oldest] = runs;
  const text = said?.text ?? textOf(oldest?.variables.message);
  const who = said?.from?.name ?? said?.from?.id ?? nameOf(oldest) ?? 'The user';
  const open = (conversation?.openHandoffs ?? []).map((id) => turn.state.handoffs.get(id));
  const summary = text === undefined ? `${who} talks to the bot` : `${who}: "${quoted(text)}"`;
  const notes = [
    ...runs.flatMap((run) => noteOn(turn, run)),
    ...open.flatMap((handoff) => (handoff ? [`${handoff.ticket} waits: ${quoted(handoff.reason)}`] : [])),
  ];
  return { summary, note: notes.length === 0 ? 'The bot has nothing under way.' : notes.join('\n') };
}

/** Where a run stands and what it did last; texts of users and models stay in the conversation. */
function noteOn(turn: Turn, run: Run): string[] {
  const path = turn.state.definitions.get(run.workflow)?.path ?? run.workflow;
  const at = Object.values(run.branches).map(({ node }) => node);
  const steps = run.trace.slice(-STEPS).map(({ node, handle }) => (handle ? `${node} → ${handle}` : node));
  return [
    `${path} stands at ${at.join(', ') || 'its end'}.`,
    ...(steps.length > 0 ? [`Last steps: ${steps.join(', ')}.`] : []),
  ];
}

function nameOf(run: Run | undefined): string | undefined {
  return textOf(run?.variables.user_name) ?? textOf(run?.variables.user_id) ?? run?.requester[0];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED - 1)}…` : line;
}
