/**
 * What the configuration asks of a call wherever it stands: who has to allow it, and how careful deciding has to be.
 * What a policy cannot decide about a call counts as yes (I16).
 */
import type { Call, Place, PreviewedCall, Risk } from '../../../schemas/journal/event.ts';
import { evaluate, parse, truthy } from '../../model/condition.ts';
import type { Config, Policy } from '../../model/config.ts';
import type { Scope } from '../../model/edges.ts';
import { membersOf } from '../../model/people.ts';
import { scopeOf } from '../scope.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Everybody who has to allow this call now, as the policies name them; each once. */
export function requirementsFor(turn: Turn, place: Place, call: Call): string[] {
  const scope = scopeOf(turn.run(place.run), turn.branch(place.run, place.branch));
  const name = `${call.server}__${call.tool}`;
  const asking = policiesOn(turn.world.config, name).filter((policy) => applies(policy, scope, call));
  return [...new Set(asking.map((policy) => policy.require))];
}

/** Whether the people who decided this handoff are those that policies ask for. */
export function allowedBy(config: Config, handoff: Handoff, requirements: readonly string[]): boolean {
  const people = decidersOf(handoff);
  return requirements.every((group) => {
    const members = membersOf(config, group);
    return people.some((who) => members.includes(who));
  });
}

/** The person who decided and those who had voted the same before. */
export function decidersOf({ decidedBy, decision, votes }: Handoff): string[] {
  const voters = votes.filter((vote) => vote.decision === decision).map((vote) => vote.by);
  return [...new Set([...voters, ...(decidedBy === undefined ? [] : [decidedBy])])];
}

const RISKS: readonly Risk[] = ['low', 'normal', 'high'];

/** The node's risk, raised by the tools and amounts that a decision would reach (CONTRACT, Handoffs). */
export function riskOf(config: Config, own: Risk, calls: readonly PreviewedCall[], scope: Scope): Risk {
  const risks = calls.flatMap((previewed) => {
    const { server, tool } = previewed.known ? previewed.call : previewed;
    const call = previewed.known ? previewed.call : undefined;
    const policies = policiesOn(config, `${server}__${tool}`).filter((policy) =>
      applies(policy, scope, call),
    );
    return [config.mcpServers?.[server]?.tools?.[tool]?.risk, ...policies.map((policy) => policy.risk)];
  });
  return risks.reduce<Risk>(
    (most, risk) => (risk && RISKS.indexOf(risk) > RISKS.indexOf(most) ? risk : most),
    own,
  );
}

function policiesOn(config: Config, name: string): Policy[] {
  return (config.policies ?? []).filter((policy) => matches(policy.tool, name));
}

/** Where the call's bytes are not known yet, a policy with a condition applies. */
function applies(policy: Policy, scope: Scope, call: Call | undefined): boolean {
  if (policy.when === undefined || call === undefined) return true;
  const parsed = parse(policy.when);
  if (parsed.kind === 'invalid') return true;
  const args: Record<string, unknown> = JSON.parse(call.arguments);
  const result = evaluate(parsed.expression, {
    get: (root) => (root === 'arguments' ? args : Object.hasOwn(args, root) ? args[root] : scope.get(root)),
  });
  return result.kind === 'undecidable' || truthy(result.value);
}

/** `*` in a pattern stands for any characters. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
