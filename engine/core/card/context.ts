/**
 * What a handoff brings with it for the person who decides (R22, R52, R57, R58): gathered by code from what is on record.
 * Not here: masking and how it is drawn.
 */
import { outputsOf } from '../../model/node-table.ts';
import { references } from '../../model/template.ts';
import type { Workflow, WorkflowNode } from '../../model/workflow.ts';
import type { Handoff, Run, State } from '../state.ts';
import { confidenceIn, isObject } from './facts.ts';
import { type Risk, risksOf } from './risks.ts';
import { resembling, type Similar } from './similar.ts';

export interface Step {
  node: string;
  label: string;
  type: string;
  at: number;
  handle?: string;
  /** Names of the variables that it set and that still stand. */
  sets: readonly string[];
  failure?: string;
  model?: boolean;
}

export interface Context {
  request: string | null;
  requester: readonly string[];
  steps: Step[];
  draft: unknown;
  confidence: number | null;
  flags: string[];
  considered: readonly unknown[];
  task: string;
  risks: Risk[];
  similar: Similar[];
  precedents: { decision: string; count: number }[];
  summary: { text: string; by: 'author' | 'model' | 'engine' } | null;
}

const THINKING: ReadonlySet<string> = new Set(['llm', 'llm_call', 'agent_loop']);

export function contextOf(state: State, workflow: Workflow | undefined, handoff: Handoff): Context {
  const run = state.runs.get(handoff.place.run);
  const given = isObject(handoff.context) ? handoff.context : {};
  const confidence = confidenceOf(handoff, run);
  const { nearest, precedents, approved } = resembling(state, handoff);
  const steps = stepsOf(run, workflow);
  const request = requestOf(run);
  return {
    request,
    requester: run?.requester ?? [],
    steps,
    draft: given.draft ?? null,
    confidence,
    flags: [...new Set([...handoff.flags, ...textsOf(given.flags)])],
    considered: Array.isArray(given.options) ? given.options : [],
    task: typeof given.task === 'string' && given.task !== '' ? given.task : handoff.reason,
    risks: risksOf({ state, handoff, run, approved, confidence }),
    similar: nearest,
    precedents,
    summary: summaryOf(handoff, workflow, request, steps),
  };
}

function requestOf(run: Run | undefined): string | null {
  const message = run?.variables.message;
  return typeof message === 'string' && message !== '' ? message : null;
}

/** Of the handoff's context, or else of the run's variables. */
function confidenceOf(handoff: Handoff, run: Run | undefined): number | null {
  return confidenceIn(handoff) ?? confidenceIn({ context: run?.variables }) ?? null;
}

function stepsOf(run: Run | undefined, workflow: Workflow | undefined): Step[] {
  const trace = run?.trace ?? [];
  const lastWriter = new Map<string, number>();
  const nodes = trace.map(({ node }) => workflow?.nodes.get(node));
  nodes.forEach((node, index) => {
    for (const name of node ? outputsOf(node) : []) lastWriter.set(name, index);
  });
  return trace.map(({ node: id, at, handle, failure }, index) => {
    const node = nodes[index];
    return {
      node: id,
      label: labelOf(node) ?? id,
      type: node?.type === 'unknown' ? node.declaredType : (node?.type ?? ''),
      at,
      // What came in is the request, which stands above the steps.
      sets: (node && node.type !== 'trigger' && !failure ? outputsOf(node) : []).filter(
        (name) => lastWriter.get(name) === index && run !== undefined && Object.hasOwn(run.variables, name),
      ),
      ...(handle !== undefined && handle !== '' && { handle }),
      ...(failure && { failure: failure.message }),
      ...(node && THINKING.has(node.type) && { model: true }),
    };
  });
}

function labelOf(node: WorkflowNode | undefined): string | undefined {
  if (node === undefined || node.type === 'unknown') return undefined;
  const { label } = node.fields as { label?: unknown };
  return typeof label === 'string' && label !== '' ? label : undefined;
}

/** The author's words, marked where they are a model's; else the facts in one line. */
function summaryOf(
  handoff: Handoff,
  workflow: Workflow | undefined,
  request: string | null,
  steps: readonly Step[],
): Context['summary'] {
  if (handoff.summary !== undefined)
    return { text: handoff.summary, by: isOfModel(handoff, workflow) ? 'model' : 'author' };
  if (request === null && steps.length === 0) return null;
  const asked = request === null ? '' : `Asked: “${shortened(request)}”. `;
  const done = steps.map(({ label, handle, failure }) =>
    failure ? `${label} failed` : handle ? `${label}: ${handle}` : label,
  );
  return { text: `${asked}${done.length > 0 ? `Done: ${done.join(', ')}.` : ''}`.trim(), by: 'engine' };
}

const SHORT = 160;

function shortened(text: string): string {
  return text.length <= SHORT ? text : `${text.slice(0, SHORT).trimEnd()}…`;
}

/** Whether a model wrote any of the variables that the node's summary is filled from. */
function isOfModel({ place }: Handoff, workflow: Workflow | undefined): boolean {
  const node = workflow?.nodes.get(place.node);
  if (node?.type !== 'human' && node?.type !== 'action') return false;
  const roots = new Set(references(node.fields.summary ?? '').map(({ root }) => root));
  return [...(workflow?.nodes.values() ?? [])].some(
    (other) => THINKING.has(other.type) && outputsOf(other).some((name) => roots.has(name)),
  );
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
