import { closest } from '../../model/closest.ts';
import type { KnownNode } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import { type Plan, setting } from '../fixes/plan.ts';

/** What a node asks that names no model. */
const DEFAULT = 'default';

/** Where there is a configuration, the models that nodes ask are in it. */
export const unknownModel: Check = (document) => {
  const { config } = document;
  if (config === undefined) return [];
  const names = Object.keys(config.models ?? {});
  const known = new Set(names);
  return document.nodes.flatMap((node) => {
    if (!asksModel(node)) return [];
    const { model } = node.fields;
    // A configuration that lists none at all may leave them to scenarios; who names one means one.
    if (known.has(model ?? DEFAULT) || (model === undefined && names.length === 0)) return [];
    const guess = closest(model ?? DEFAULT, names);
    const hint = guess === undefined ? 'add it to models.' : `did you mean "${guess}"?`;
    const message =
      model === undefined
        ? `A node without a model asks "${DEFAULT}", which the configuration does not have; name one of ${list(names)}.`
        : `The configuration has no model "${model}"; ${hint}`;
    const place = document.field(node, ['model']) ?? document.idOf(node);
    const plans = plansFor(node.id, guess, names);
    return [finding('unknown-model', message, place, node.id, { plans })];
  });
};

type Asking = Extract<KnownNode, { fields: { model?: string } }>;

/** Whether a model is asked when a run gets here. */
function asksModel(node: KnownNode): node is Asking {
  switch (node.type) {
    case 'llm':
    case 'llm_call':
    case 'agent_loop':
      return true;
    case 'router':
      return node.fields.routes.some(({ when }) => when === undefined);
    case 'guardrail':
      return node.fields.prompt !== undefined;
    default:
      return false;
  }
}

/** The name that was probably meant, then others. */
function plansFor(id: string, guess: string | undefined, names: readonly string[]): Plan[] {
  const offered = new Set(guess === undefined ? names : [guess, ...names]);
  return [...offered].slice(0, MOST_OFFERED).map((name) => setting(`Ask "${name}"`, id, ['model'], name));
}

const MOST_OFFERED = 3;

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_OFFERED);
  return shown.map((name) => `"${name}"`).join(', ');
}
