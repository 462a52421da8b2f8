/** Makes the exact bytes of a call from a node and the values in scope, or says why they cannot be made. */
import type { Call } from '../../../schemas/journal/event.ts';
import type { Scope } from '../../model/edges.ts';
import { fit } from '../../model/fit.ts';
import { fill } from '../../model/template.ts';
import type { NodeOf } from '../nodes.ts';
import { effectOf, type World } from '../world.ts';
import { splitTool } from './tool-name.ts';

export type Materialised =
  | { kind: 'made'; call: Call; missing: string[] }
  /** `person`: what is missing must not be guessed, so somebody is asked where no `error` edge takes it (I16). */
  | { kind: 'refused'; message: string; type: 'arguments' | 'missing-argument'; person: boolean };

export function materialise(world: World, node: NodeOf<'mcp_tool'>, scope: Scope): Materialised {
  const [server, tool] = splitTool(node.fields.toolName);
  const effect = effectOf(world.config, server, tool);
  const declared = declaredArguments(node.fields.arguments);
  if (declared === undefined)
    return {
      kind: 'refused',
      message: 'its arguments are not a JSON object',
      type: 'arguments',
      person: false,
    };
  const filled = fill(declared, scope);
  const hole = holeIn(filled.value, []);
  if (hole !== undefined && effect !== 'read')
    return {
      kind: 'refused',
      message: `the argument ${hole} of ${node.fields.toolName} has no value`,
      type: 'missing-argument',
      person: effect === 'irreversible',
    };
  // A tool that only reads is asked without what is missing.
  return callWith(world, node.fields.toolName, filled.value, filled.missing);
}

/** The call of a tool with these values, fitted to its input schema where that loses nothing. */
export function callWith(
  world: World,
  toolName: string,
  args: unknown,
  missing: string[] = [],
): Materialised {
  const [server, tool] = splitTool(toolName);
  const known = world.tool(server, tool);
  const complete = fit(args, known?.inputSchema);
  const refusal = known?.refuses(complete);
  if (refusal !== undefined)
    return {
      kind: 'refused',
      message: `${toolName} does not accept its arguments: ${refusal}`,
      type: 'arguments',
      person: false,
    };
  return {
    kind: 'made',
    call: {
      server,
      tool,
      arguments: JSON.stringify(complete),
      effect: effectOf(world.config, server, tool),
      ...(known?.hash !== undefined && { definition: known.hash }),
    },
    missing,
  };
}

/** Parsed first and filled afterwards, so that no value can break out (CONTRACT, Values). */
function declaredArguments(declared: string | Record<string, unknown> | undefined): object | undefined {
  if (declared === undefined || declared === '') return {};
  if (typeof declared !== 'string') return declared;
  try {
    const value: unknown = JSON.parse(declared);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The path of the first value that is missing. */
export function holeIn(value: unknown, path: string[]): string | undefined {
  if (value === undefined) return path.join('.');
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const hole = holeIn(part, [...path, key]);
    if (hole !== undefined) return hole;
  }
  return undefined;
}
