/** `*.scenario.json`: conversations that test one workflow. */

import type { ScenarioFile, Step } from '../../schemas/generated/scenario.ts';
import * as schemas from '../../schemas/generated/validate-scenario.js';
import { configProblems } from './config.ts';
import { parseDuration } from './duration.ts';
import { type Node, propertyOf, readJson } from './json-text.ts';
import { nodeAt, placeOf } from './place.ts';
import type { Problem } from './problem.ts';
import { schemaProblems } from './schema-problem.ts';

export type * from '../../schemas/generated/scenario.ts';

export interface ReadScenarios {
  /** There only where nothing is wrong. */
  readonly file?: ScenarioFile;
  readonly problems: readonly Problem[];
  readonly tree: Node | undefined;
}

/** Reads a scenario file's text. Never throws. */
export function readScenarios(text: string): ReadScenarios {
  const { tree, value, problems: syntax } = readJson(text);
  if (tree === undefined || syntax.length > 0) return { problems: syntax, tree };
  const wrong = schemaProblems(schemas, 'file', value).map(({ message, ...where }) =>
    problem('invalid-schema', message, placeOf(tree, where)),
  );
  if (wrong.length > 0) return { problems: wrong, tree };
  const file = value as ScenarioFile;
  const problems = file.scenarios.flatMap((scenario, index) => {
    const node = nodeAt(tree, ['scenarios', index]);
    const config = propertyOf(node, 'config')?.value;
    return [
      ...(config === undefined ? [] : configProblems(scenario.config, config)),
      ...scenario.steps.flatMap((step, at) => stepProblems(step, nodeAt(node, ['steps', at]))),
    ];
  });
  return problems.length > 0 ? { problems, tree } : { file, problems, tree };
}

function stepProblems(step: Step, node: Node): Problem[] {
  if (!('advance' in step) || typeof step.advance !== 'string') return [];
  if (parseDuration(step.advance) !== undefined) return [];
  const message = 'Expected a length of time such as 30s, 15m, 4h, 7d, 1d 12h or PT4H.';
  return [problem('invalid-duration', message, nodeAt(node, ['advance']))];
}

function problem(
  code: string,
  message: string,
  { offset, length }: { offset: number; length: number },
): Problem {
  return { code, severity: 'error', message, offset, length };
}
