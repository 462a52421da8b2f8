/** Quick fixes for what reading a file found, before any check looked at it. */
import { closest, guesser } from '../../model/closest.ts';
import { NODE_KINDS } from '../../model/node-table.ts';
import type { Problem } from '../../model/problem.ts';
import type { WorkflowDocument } from '../document.ts';
import { type Plan, replacing } from './plan.ts';
import { freeId } from './proposals.ts';

/** For a document: what can be done about a problem, by its code and what stands at its place. */
export function readingPlans(document: WorkflowDocument): (problem: Problem) => Plan[] {
  const guessNode = guesser([...document.workflow.nodes.keys()]);
  return (problem) => plansFor(document, problem, guessNode);
}

type Guess = (name: string) => string | undefined;

function plansFor(document: WorkflowDocument, problem: Problem, guessNode: Guess): Plan[] {
  const source = document.text.slice(problem.offset, problem.offset + problem.length);
  const name = /^"(.*)"$/s.exec(source)?.[1];
  return name === undefined ? [] : (PLANS.get(problem.code)?.(document, name, problem, guessNode) ?? []);
}

type Propose = (document: WorkflowDocument, name: string, problem: Problem, guessNode: Guess) => Plan[];

const PLANS: ReadonlyMap<string, Propose> = new Map<string, Propose>([
  ['duplicate-id', (document, name) => renaming(freeId(document, `${name}_2`))],
  [
    'dangling-edge',
    (_document, name, _problem, guessNode) => {
      const guess = guessNode(name);
      return guess === undefined ? [] : renaming(guess);
    },
  ],
  [
    'unknown-node-type',
    (_document, name) => {
      const guess = closest(name, Object.keys(NODE_KINDS));
      return guess === undefined ? [] : renaming(guess);
    },
  ],
  [
    'invalid-schema',
    (_document, _name, { message }) => {
      const guess = /[Dd]id you mean "([^"]+)"\?$/.exec(message)?.[1];
      return guess === undefined ? [] : renaming(guess);
    },
  ],
]);

function renaming(name: string): Plan[] {
  return [replacing(`Write "${name}"`, JSON.stringify(name))];
}
