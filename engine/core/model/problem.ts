/** A model gave nothing that can be used: the handle is `error`, and without an edge there a person is asked (I16). */
import type { Place } from '../../../schemas/journal/event.ts';
import { handlesOf } from '../../model/node-table.ts';
import type { WorkflowNode } from '../../model/workflow.ts';
import type { Ended, Step } from '../step.ts';
import type { Turn } from '../turn.ts';
import { type ModelEffect, repair } from './ask.ts';

export function modelProblem(
  place: Place,
  effect: ModelEffect,
  failure: { message: string; type: string },
): Ended {
  return {
    kind: 'ended',
    handle: 'error',
    from: { effect: effect.id },
    variables: { original_input: effect.request.messages.find(({ role }) => role === 'user')?.content ?? '' },
    failure: { ...failure, node: place.node },
    missing: effect.missing,
    problem: 'model',
  };
}

/** An answer that is not what was asked for: the model is asked once more, then a person. */
export function unfit(turn: Turn, place: Place, effect: ModelEffect, text: string, why: string): Step {
  if (!effect.repair) return repair(turn, effect, text, why);
  return modelProblem(place, effect, { message: `the model's answer does not fit: ${why}`, type: 'unfit' });
}

/** What a person may choose where a model could not: every way out that the author drew, or another try. */
export function modelOptions(node: WorkflowNode): string[] {
  return [...new Set([...waysPast(node), 'retry', 'reject'])];
}

/** How a node ends that a person got past; nothing where it is to be tried again. */
export function chosenByPerson(node: WorkflowNode, decision: string, reason: string): Ended | undefined {
  if (!waysPast(node).includes(decision)) return undefined;
  if (node.type === 'agent_loop')
    return { kind: 'ended', handle: '', variables: output(node.fields.outputVariable, reason || null) };
  if (node.type === 'router')
    return { kind: 'ended', handle: decision, variables: output(node.fields.outputVariable, decision) };
  const verdict = decision === 'blocked' ? { rule: 'a person', found: reason } : null;
  const name = node.type === 'guardrail' ? node.fields.outputVariable : undefined;
  return { kind: 'ended', handle: decision, variables: output(name, verdict) };
}

function waysPast(node: WorkflowNode): string[] {
  if (node.type === 'agent_loop') return ['continue'];
  if (node.type !== 'router' && node.type !== 'guardrail') return [];
  return handlesOf(node).filter((handle) => handle !== 'error');
}

/** The variable of `outputVariable`, where there is one. */
export function output(name: string | undefined, value: unknown): Record<string, unknown> {
  return name === undefined ? {} : { [name]: value };
}
