/** How far an agent's conversation with its model has come, and that conversation as people read it. */
import type { ModelCall, ModelMessage, Place } from '../../../schemas/journal/event.ts';
import type { AgentProgress } from '../state.ts';
import type { Turn } from '../turn.ts';

export function agentOf(turn: Turn, { run, branch }: Place): AgentProgress {
  return turn.branch(run, branch).agent ?? { turn: 0, messages: [], pending: [] };
}

/** Adds to the conversation. `pending` is what the model wants and is not done yet. */
export function progress(
  turn: Turn,
  place: Place,
  step: { turn: number; messages: ModelMessage[]; pending: readonly ModelCall[]; taken?: string },
): void {
  turn.emit({ type: 'agent-progressed', ...place, ...step, pending: [...step.pending] });
}

const LONGEST_RESULT = 32_000;

/** Answers the oldest wish of the model. What a tool returned is data for the model and for nobody else (T43). */
export function answerWish(turn: Turn, place: Place, content: string, taken?: string): void {
  const { turn: number, pending } = agentOf(turn, place);
  const [wish, ...rest] = pending;
  if (!wish) return;
  const kept =
    content.length > LONGEST_RESULT
      ? `${content.slice(0, LONGEST_RESULT)} … (the rest is left out)`
      : content;
  progress(turn, place, {
    turn: number,
    messages: [{ role: 'tool', content: kept, answers: wish.id }],
    pending: rest,
    ...(taken !== undefined && { taken }),
  });
}

/** What was said and done, oldest first, without standing instructions. */
export function transcriptOf({ messages }: AgentProgress): { from: string; text: string }[] {
  return messages.flatMap(({ role, content, calls = [] }) => {
    if (role === 'system') return [];
    const from = role === 'assistant' ? 'agent' : role;
    const wishes = calls.map(({ name, arguments: args }) => ({ from: 'agent', text: `${name} ${args}` }));
    return content === '' ? wishes : [{ from, text: content }, ...wishes];
  });
}
