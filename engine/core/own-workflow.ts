/**
 * Runs of a workflow that the engine writes itself: one node that asks a person. It is pinned like any other, so that its
 * clock, votes, decision and audit are the one mechanism.
 *
 * Invariant: what others say goes into variables, never into the text, so it is never read as a template (T39).
 */
import type { Variables } from '../../schemas/journal/event.ts';
import type { HandoffFields } from '../../schemas/workflow/node-fields.ts';
import { read } from '../model/read.ts';
import type { Definition, Run, State } from './state.ts';
import { settle } from './step.ts';
import { Refusing, type Turn } from './turn.ts';

export interface OwnWorkflow {
  /** Id of its node, and of its pinned text behind `engine:`. */
  name: 'question' | 'stop';
  bot: string;
  run: string;
  conversation?: string;
  /** Who asks; these never decide. */
  requester: string[];
  variables: Variables;
  prompt: string;
  fields: HandoffFields;
}

const PATH = 'engine:';

/** The definition that a run of the engine's own keeps; nothing where its workflow is somebody's file. */
export function ownDefinition(state: State, { workflow }: Run): Definition | undefined {
  const definition = state.definitions.get(workflow);
  return definition?.path.startsWith(PATH) ? definition : undefined;
}

/** @throws Refusing `invalid` where the fields do not make a node */
export function beginOwnRun(turn: Turn, asked: OwnWorkflow): void {
  const { name, bot, run, conversation, requester, variables, prompt, fields } = asked;
  const node = { id: name, type: 'human', prompt, ...fields };
  const text = JSON.stringify({ name, bot, nodes: [node], edges: [] });
  const { workflow, problems } = read(text);
  if (!workflow)
    throw new Refusing('invalid', problems[0]?.message ?? 'This cannot be asked.', { path: name });
  const hash = turn.world.hash(text);
  if (!turn.state.definitions.get(hash))
    turn.emit({ type: 'workflow-pinned', hash, bot, path: `${PATH}${name}`, text });
  turn.emit({
    type: 'run-started',
    run,
    bot,
    workflow: hash,
    ...(conversation !== undefined && { conversation }),
    requester,
    variables,
    nodes: [{ branch: '1', node: name }],
  });
  settle(turn, run);
}
