/** `handoff.config.json`: read strictly; `${env:NAME}` stays as it is and is resolved by the host where it is used. */

import type { Config } from '../../schemas/generated/config.ts';
import * as schemas from '../../schemas/generated/validate-config.js';
import { parse } from './condition.ts';
import { parseDuration } from './duration.ts';
import { type Node, readJson } from './json-text.ts';
import { nodeAt, placeOf } from './place.ts';
import type { Problem } from './problem.ts';
import { schemaProblems } from './schema-problem.ts';

export type * from '../../schemas/generated/config.ts';

export interface ReadConfig {
  /** There only where nothing is wrong. */
  readonly config?: Config;
  readonly problems: readonly Problem[];
  readonly tree: Node | undefined;
}

/** Reads a configuration's text. Never throws; an unknown key is an error, because a gate could hide behind a typo. */
export function readConfig(text: string): ReadConfig {
  const { tree, value, problems: syntax } = readJson(text);
  if (tree === undefined || syntax.length > 0) return { problems: syntax, tree };
  const wrong = configProblems(value, tree);
  if (wrong.length > 0) return { problems: wrong, tree };
  const config = value as Config;
  const problems = [...policyProblems(config, tree), ...ruleProblems(config, tree)];
  return problems.length > 0 ? { problems, tree } : { config, problems, tree };
}

/** What is wrong with a configuration that stands at `tree`, which may be inside another file. */
export function configProblems(value: unknown, tree: Node): Problem[] {
  return schemaProblems(schemas, 'config', value).map(({ message, ...where }) => ({
    code: 'invalid-schema',
    severity: 'error',
    message,
    ...placeOf(tree, where),
  }));
}

function policyProblems(config: Config, tree: Node): Problem[] {
  return (config.policies ?? []).flatMap(({ when }, index) =>
    conditionProblems(when, tree, ['policies', index, 'when']),
  );
}

const HOUR_MS = 3_600_000;

/** A rule that can never be met is an error: a gate that is not there looks as if it were. */
function ruleProblems(config: Config, tree: Node): Problem[] {
  return Object.entries(config.bots ?? {}).flatMap(([bot, { handoffWhen = [] }]) =>
    handoffWhen.flatMap(({ says, when, within }, index) => {
      const place = ['bots', bot, 'handoffWhen', index];
      const length = within === undefined ? 0 : (parseDuration(within) ?? Number.POSITIVE_INFINITY);
      return [
        ...conditionProblems(when, tree, [...place, 'when']),
        ...(says === undefined && when === undefined
          ? [problemAt(tree, place, 'invalid-schema', 'A rule needs says, when, or both.')]
          : []),
        ...(length > HOUR_MS
          ? [problemAt(tree, [...place, 'within'], 'invalid-duration', 'Write 30s, 10m or at most 1h.')]
          : []),
      ];
    }),
  );
}

function conditionProblems(
  when: string | undefined,
  tree: Node,
  place: readonly (string | number)[],
): Problem[] {
  if (when === undefined) return [];
  const parsed = parse(when);
  return parsed.kind === 'ok' ? [] : [problemAt(tree, place, 'invalid-expression', parsed.message)];
}

function problemAt(
  tree: Node,
  place: readonly (string | number)[],
  code: Problem['code'],
  message: string,
): Problem {
  const { offset, length } = nodeAt(tree, place);
  return { code, severity: 'error', message, offset, length };
}
