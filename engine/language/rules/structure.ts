/** Rules about nodes, edges and ways. */
import type { Rule } from '../rules.ts';

export const STRUCTURE_RULES = {
  'invalid-json': {
    severity: 'error',
    title: 'Not JSON',
    text: 'The file cannot be read. Comments and trailing commas are fine; a key that is there twice is not.',
    loadable: false,
  },
  'invalid-schema': {
    severity: 'error',
    title: 'Not of the schema',
    text: 'A field is missing or has a value it cannot have. The message says what was expected.',
    loadable: false,
  },
  'duplicate-id': {
    severity: 'error',
    title: 'Two nodes with one id',
    text: 'Edges name nodes by id, so each id is there once. Rename one of them and the edges that mean it.',
    loadable: false,
  },
  'dangling-edge': {
    severity: 'error',
    title: 'Edge to nowhere',
    text: 'An edge names a node that is not in the file. Name one that is, or add the node.',
    loadable: false,
  },
  'duplicate-bot': {
    severity: 'error',
    title: 'Two workflows for one bot',
    text: 'A message to a bot starts one workflow. Two files of one folder name the same bot, so nobody knows which. Rename one of them, or name the file under `bots` of the configuration.',
    loadable: true,
  },
  'unknown-handle': {
    severity: 'error',
    title: 'Handle that never happens',
    text: 'The node cannot end this way, so the edge is never taken. Use one of the handles of its type.',
    loadable: true,
  },
  'unknown-bot': {
    severity: 'error',
    title: 'Conversation for a bot that nobody has',
    text: 'No workflow of the folder has this bot, so there is nothing to go on with: a run that gets here stops and asks a person. Name a bot that is there, or write its workflow.',
    assumes: 'The bots are those of the workflows below the configuration; without one nothing is said.',
    loadable: true,
  },
  'unknown-workflow': {
    severity: 'error',
    title: 'Workflow file that is not there',
    text: 'The path leads to no workflow of the folder, so a run that gets here stops and asks a person. A path is read from the file it stands in, ends with `.workflow.json`, and never leads out of the folder of the configuration.',
    assumes: 'Without a configuration only files beside this one are known.',
    loadable: true,
  },
  'unknown-model': {
    severity: 'error',
    title: 'Model that the configuration does not have',
    text: 'Nothing stands under this name in `models`, so nobody can be asked: the node ends with `error`, and without a path for that the run fails. A node that names no model asks `default`.',
    loadable: true,
  },
  'missing-trigger': {
    severity: 'warning',
    title: 'No trigger',
    text: 'Without a trigger a run starts at every node that no edge leads to. Add one to say what starts it.',
    loadable: true,
  },
  'unreachable-node': {
    severity: 'warning',
    title: 'Node that no run reaches',
    text: 'No path from the start leads here. Add an edge to it, or remove it.',
    loadable: true,
  },
  'unknown-node-type': {
    severity: 'information',
    title: 'Unknown node type',
    text: 'A run that gets here stops and asks a person. The rest of the file is checked as usual.',
    loadable: true,
  },
  'not-proved': {
    severity: 'information',
    title: 'Not looked at to the end',
    text: 'A proof about every way through the file would take too long here, so it was cut short. What the message names may or may not hold; nothing else is said about it. Split the file, or make the place simpler as the message says.',
    loadable: true,
  },
  'handoff-path-missing': {
    severity: 'error',
    title: 'Decision that leads nowhere',
    text: 'One decision has a path and another has none: after it the run just ends. Add an edge for it. `modify` and `edit` go the way of `approved`, and a handoff without any edge simply ends the run.',
    loadable: true,
  },
  'only-success-wired': {
    severity: 'warning',
    title: 'No way for a failure',
    text: 'A tool, a model or an identity check can fail. Without an edge for its handle `error` or `failed` the run ends as failed and the user hears only a general sentence. Add a path that says what happened.',
    loadable: true,
  },
  'no-default-edge': {
    severity: 'warning',
    title: 'Case without a way',
    text: 'All edges that are left have a condition, and all of them can be false at once; then the run just ends. Add an edge without a condition. Conditions that cover every case need none.',
    assumes:
      'A variable has the type of what it is compared with, and is there unless a condition asks whether it is.',
    loadable: true,
  },
  'guard-ignores-decision': {
    severity: 'warning',
    title: 'Condition that does not ask what was decided',
    text: 'This edge leaves a handoff by a condition that does not read the answer, so it can be taken after a yes as after anything else. Give it a `sourceHandle`, or read `response`.',
    loadable: true,
  },
  'dead-end': {
    severity: 'warning',
    title: 'Way that stops halfway',
    text: 'A node works something out and nothing follows, so nobody learns of it. Only messages and people are an end. Add an edge.',
    loadable: true,
  },
  'endless-loop': {
    severity: 'error',
    title: 'Circle without a way out',
    text: 'A run that gets into this circle goes round until it has used up its steps. Add an exit, a wait or a person.',
    assumes: 'A condition that is asked may be true or false; failures are not counted as a way out.',
    loadable: true,
  },
} as const satisfies Record<string, Rule>;
