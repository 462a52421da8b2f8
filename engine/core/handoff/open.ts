/**
 * Opens handoffs: a node's own, and those the engine needs because it cannot decide by itself (problem, held call,
 * unknown effect). Says the holding message, sets the clock, tells the reviewers.
 */
import type {
  Failure,
  HandoffFacts,
  HandoffSubject,
  Place,
  PreviewedCall,
  Problem,
} from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/node-fields.ts';
import { parseDuration } from '../../model/duration.ts';
import type { Scope } from '../../model/edges.ts';
import { decidedByForm, optionsOf, shownDecision } from '../../model/handoff-options.ts';
import { handlesOf } from '../../model/node-table.ts';
import { fill } from '../../model/template.ts';
import { transcriptOf } from '../agent/progress.ts';
import { riskOf } from '../call/policy.ts';
import { nextTicket } from '../conversation/envelope.ts';
import { say } from '../conversation/say.ts';
import { modelOptions } from '../model/problem.ts';
import { textOf } from '../nodes/send-message.ts';
import { scopeOf } from '../scope.ts';
import { settingsOf } from '../settings.ts';
import type { Run } from '../state.ts';
import type { Step } from '../step.ts';
import type { Turn } from '../turn.ts';
import { approvedBy, handleOfDecision } from './choice.ts';
import { setHandoffTimer } from './clock.ts';
import { setDueTimer } from './due.ts';
import { entryOf } from './entry.ts';
import { holdingMessage } from './holding.ts';
import { notify } from './notify.ts';
import { previewCalls } from './preview.ts';
import { redirectsOf } from './redirect.ts';
import { SOLO } from './who.ts';

export function openNodeHandoff(turn: Turn, place: Place, fields: HandoffFields, template: string): Step {
  const run = turn.run(place.run);
  const scope = scopeOf(run, turn.branch(place.run, place.branch));
  const { reason, context, summary, note, missing } = textsOf(fields, template, scope);
  const offered = { options: optionsOf(fields), byForm: decidedByForm(fields) };
  const { length, ...entry } = entryOf(turn, run, place.node, fields, scope);
  const due = fields.due === undefined ? undefined : parseDuration(fields.due);
  const redirects = redirectsOf(turn.workflow(run), place.node);
  const calls = callsAtOpening(turn, place, offered);
  const opened = open(turn, run, place, {
    kind: fields.takeover
      ? 'takeover'
      : (fields.kind ?? (fields.response_schema && !fields.options ? 'review' : 'approval')),
    risk: riskOf(turn.world.config, fields.risk ?? 'normal', calls, scope),
    label: fields.label,
    reason,
    priority: fields.priority ?? 'medium',
    ...entry,
    declaredAssignee: fields.assignee,
    ...offered,
    labels: fields.labels,
    reasons: fields.reasons,
    reasonRequired: fields.reasonRequired ?? fields.response_schema === undefined,
    editable: fields.editable,
    responseSchema: fields.response_schema,
    context,
    display: fields.display,
    calls,
    exclude: fields.exclude ?? [],
    approvals: fields.approvals,
    ...((fields.fourEyes ?? fields.approvals !== undefined) && { fourEyes: true }),
    ...(fields.undoSeconds !== undefined && { undoSeconds: fields.undoSeconds }),
    ...(redirects.length > 0 && { redirects }),
    ...(due !== undefined && { softDueAt: turn.now + due }),
    subject: { kind: 'node' },
    summary,
    note,
    takeover: fields.takeover,
    outputVariable: fields.outputVariable,
    ...(missing.length > 0 && { missing }),
  });
  say(turn, run, holdingMessage(turn, run, fields, scope, length), { holding: true, node: place.node });
  if (length !== undefined) setHandoffTimer(turn, opened, length);
  if (due !== undefined) setDueTimer(turn, opened, due);
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

/** The texts of a handoff with their values, and the paths that led nowhere. */
function textsOf(fields: HandoffFields, template: string, scope: Scope) {
  const { context, summary, note } = fields;
  const filled = fill({ reason: template, context, summary, note }, scope);
  const values = filled.value as { reason: unknown; context?: unknown; summary?: unknown; note?: unknown };
  return {
    reason: textOf(values.reason),
    context: values.context,
    summary: summary === undefined ? undefined : textOf(values.summary),
    note: note === undefined ? undefined : textOf(values.note),
    missing: filled.missing,
  };
}

/** The calls that approving would allow, or the first option where approving is not offered. */
export function callsAtOpening(
  turn: Turn,
  place: Place,
  offered: Pick<HandoffFacts, 'options' | 'byForm'>,
): PreviewedCall[] {
  const decision = shownDecision(offered.options);
  const response = { decision, approved: approvedBy(decision) };
  const base = scopeOf(turn.run(place.run), turn.branch(place.run, place.branch));
  const scope = { get: (root: string) => (root === 'response' ? response : base.get(root)) };
  return previewCalls(turn, place, { handle: handleOfDecision(offered, decision) }, scope);
}

const PROBLEM_OPTIONS: Record<Exclude<Problem, 'edge' | 'condition' | 'model'>, string[]> = {
  'unknown-node': ['continue', 'reject'],
  argument: ['retry', 'reject'],
  'step-budget': ['continue', 'reject'],
  join: ['continue', 'reject'],
};

/** The engine cannot decide what comes next: a person says, and nothing acts before (I16). */
export function openProblem(turn: Turn, place: Place, problem: Problem, failure: Failure): void {
  const run = turn.run(place.run);
  const options = optionsOfProblem(turn, run, place.node, problem);
  openByEngine(turn, place, {
    kind: 'failure',
    reason: `The workflow stands still at "${place.node}": ${failure.message}. Choose how it goes on.`,
    options,
    subject: { kind: 'problem', problem, failure },
  });
}

function optionsOfProblem(turn: Turn, run: Run, id: string, problem: Problem): string[] {
  if (problem === 'edge') {
    const edges = turn.workflow(run).outgoing.get(id) ?? [];
    return [...new Set(edges.map((edge) => edge.target)), 'reject'];
  }
  const node = turn.node(run, id);
  if (problem === 'model') return modelOptions(node);
  if (problem !== 'condition') return PROBLEM_OPTIONS[problem];
  // Another round without an item would be a guess.
  if (node.type === 'loop') return ['done', 'reject'];
  return [...handlesOf(node).filter((handle) => handle !== 'error'), 'reject'];
}

export function openByEngine(
  turn: Turn,
  place: Place,
  facts: Pick<HandoffFacts, 'kind' | 'reason' | 'options'> &
    Partial<HandoffFacts> & { subject: HandoffSubject },
): string {
  const run = turn.run(place.run);
  const branch = turn.branch(place.run, place.branch);
  const id = open(turn, run, place, {
    priority: 'high',
    risk: 'normal',
    reasonRequired: facts.kind !== 'failure' && facts.kind !== 'unknown',
    calls: [],
    exclude: [],
    escalation: [],
    // What an agent was told and did is what a person needs to judge its call, or to help in its place (R27).
    ...(branch.agent && { context: { transcript: transcriptOf(branch.agent) } }),
    ...facts,
  });
  const scope = scopeOf(run, branch);
  say(turn, run, holdingMessage(turn, run, {}, scope, undefined), { holding: true, node: place.node });
  return id;
}

type Chosen = Omit<
  HandoffFacts,
  'id' | 'ticket' | 'bot' | 'workflow' | 'place' | 'conversation' | 'digest' | 'flags'
>;

function open(turn: Turn, run: Run, place: Place, chosen: Chosen): string {
  const id = turn.id('h');
  const bot = settingsOf(turn.world.config, run);
  const facts: HandoffFacts = {
    id,
    ticket: nextTicket(turn),
    bot: run.bot,
    workflow: run.workflow,
    ...(run.delegate !== undefined && { delegate: run.delegate }),
    place,
    conversation: run.conversation,
    flags: bot?.solo ? [SOLO] : [],
    ...(bot?.undoSeconds && { undoSeconds: bot.undoSeconds }),
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
