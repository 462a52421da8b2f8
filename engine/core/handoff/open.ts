/**
 * Opens handoffs: a node's own, and those the engine needs because it cannot decide by itself (problem, held call,
 * unknown effect). Says the holding message, sets the clock, tells the reviewers.
 */
import type {
  Failure,
  HandoffFacts,
  HandoffSubject,
  Place,
  Problem,
} from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/types.ts';
import { parseDuration } from '../../model/duration.ts';
import { handleOf, optionsOf } from '../../model/handoff-options.ts';
import { fill } from '../../model/template.ts';
import { metaOf } from '../apply.ts';
import { say } from '../conversation/say.ts';
import { textOf } from '../nodes/send-message.ts';
import { scopeOf } from '../scope.ts';
import type { Run } from '../state.ts';
import type { Step } from '../step.ts';
import type { Turn } from '../turn.ts';
import { resolveAssignee } from './assign.ts';
import { setHandoffTimer } from './clock.ts';
import { escalationOf } from './escalate.ts';
import { holdingMessage } from './holding.ts';
import { notify } from './notify.ts';
import { previewCalls } from './preview.ts';

const FIRST_TICKET = 1001;

export function openNodeHandoff(turn: Turn, place: Place, fields: HandoffFields, template: string): Step {
  const run = turn.run(place.run);
  const scope = scopeOf(run, turn.branch(place.run, place.branch));
  const reason = fill(template, scope);
  const context = fields.context === undefined ? undefined : fill(fields.context, scope);
  const options = optionsOf(fields);
  const after = {
    get: (root: string) => (root === 'response' ? { decision: options[0], approved: true } : scope.get(root)),
  };
  const length = fields.timeout === undefined ? undefined : parseDuration(fields.timeout);
  const opened = open(turn, run, place, {
    kind: fields.takeover
      ? 'takeover'
      : (fields.kind ?? (fields.response_schema && !fields.options ? 'review' : 'approval')),
    label: fields.label,
    reason: textOf(reason.value),
    priority: fields.priority ?? 'medium',
    assignee: resolveAssignee(turn, run, place.node, fields.assignee),
    declaredAssignee: fields.assignee,
    options,
    labels: fields.labels,
    reasons: fields.reasons,
    reasonRequired: fields.reasonRequired ?? fields.response_schema === undefined,
    editable: fields.editable,
    responseSchema: fields.response_schema,
    context: context?.value,
    display: fields.display,
    calls: previewCalls(turn, place, handleOf(fields, options[0] ?? 'approve'), after),
    exclude: fields.exclude ?? [],
    approvals: fields.approvals,
    escalation: length === undefined ? [] : escalationOf(fields, length),
    subject: { kind: 'node' },
    summary: fields.summary === undefined ? undefined : textOf(fill(fields.summary, scope).value),
    note: fields.note === undefined ? undefined : textOf(fill(fields.note, scope).value),
    takeover: fields.takeover,
    outputVariable: fields.outputVariable,
  });
  say(turn, run, holdingMessage(turn, run, fields, scope, length), { holding: true, node: place.node });
  if (length !== undefined) setHandoffTimer(turn, opened, length);
  if (fields.takeover && run.conversation !== undefined)
    turn.emit({
      type: 'owner-changed',
      bot: run.bot,
      conversation: run.conversation,
      owner: 'queue',
      by: 'engine',
    });
  return { kind: 'waiting' };
}

const PROBLEM_OPTIONS: Record<Exclude<Problem, 'edge'>, string[]> = {
  condition: ['true', 'false', 'reject'],
  'unknown-node': ['continue', 'reject'],
  argument: ['retry', 'reject'],
  'step-budget': ['continue', 'reject'],
};

/** The engine cannot decide what comes next: a person says, and nothing acts before (I16). */
export function openProblem(turn: Turn, place: Place, problem: Problem, failure: Failure): void {
  const run = turn.run(place.run);
  const edges = turn.workflow(run).outgoing.get(place.node) ?? [];
  const options =
    problem === 'edge' ? [...new Set(edges.map((edge) => edge.target)), 'reject'] : PROBLEM_OPTIONS[problem];
  openByEngine(turn, place, {
    kind: 'failure',
    reason: `The workflow stands still at "${place.node}": ${failure.message}. Choose how it goes on.`,
    options,
    subject: { kind: 'problem', problem, failure },
  });
}

export function openByEngine(
  turn: Turn,
  place: Place,
  facts: Pick<HandoffFacts, 'kind' | 'reason' | 'options'> &
    Partial<HandoffFacts> & { subject: HandoffSubject },
): string {
  const run = turn.run(place.run);
  const id = open(turn, run, place, {
    priority: 'high',
    reasonRequired: facts.kind !== 'failure' && facts.kind !== 'unknown',
    calls: [],
    exclude: [],
    escalation: [],
    ...facts,
  });
  say(turn, run, holdingMessage(turn, run, {}, { get: () => undefined }, undefined), {
    holding: true,
    node: place.node,
  });
  return id;
}

type Chosen = Omit<
  HandoffFacts,
  'id' | 'ticket' | 'bot' | 'workflow' | 'place' | 'conversation' | 'digest' | 'risk' | 'flags'
>;

function open(turn: Turn, run: Run, place: Place, chosen: Chosen): string {
  const id = turn.id('h');
  const facts: HandoffFacts = {
    id,
    ticket: `H-${FIRST_TICKET + metaOf(turn.state).tickets}`,
    bot: run.bot,
    workflow: run.workflow,
    place,
    conversation: run.conversation,
    risk: 'normal',
    flags: [],
    ...chosen,
    digest: '',
  };
  turn.emit({ type: 'handoff-opened', ...facts, digest: digestOf(turn, facts) });
  notify(turn, id);
  return id;
}

/** What a reviewer sees and agrees to: the calls, the question and the ways out (I8). */
export function digestOf(
  turn: Turn,
  facts: Pick<HandoffFacts, 'id' | 'reason' | 'options' | 'calls'>,
): string {
  return turn.world.hash(JSON.stringify([facts.id, facts.reason, facts.options, facts.calls]));
}
