import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Config } from '../../engine/model/config.ts';
import { read } from '../../engine/model/read.ts';
import type { Scenario, Step } from '../../engine/model/scenario.ts';
import { playScenario } from '../../engine/simulate/scenario.ts';

export interface Play {
  nodes: object[];
  edges: object[];
  config?: Config;
  /** The scenario's own configuration, which takes the place of the other. */
  scenarioConfig?: Config;
  tools?: Scenario['tools'];
  models?: Scenario['models'];
  auth?: Scenario['auth'];
  /** Other workflows of the workspace by path; one that names a bot is that bot's. */
  files?: Record<string, { bot?: string; nodes: object[]; edges: object[] }>;
  variables?: Record<string, unknown>;
  steps: object[];
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Plays a scenario of a workflow given in place; the first message goes to bot `shop`. */
export async function play({ nodes, edges, config = {}, scenarioConfig, files = {}, steps, ...rest }: Play) {
  const text = JSON.stringify({ bot: 'shop', nodes, edges });
  const { workflow, problems } = read(text);
  assert.ok(workflow, `the workflow does not load: ${JSON.stringify(problems)}`);
  const subject = {
    bot: 'shop',
    path: 'test.workflow.json',
    text,
    hash: digest(text),
    workflow,
    config,
    digest,
    others: othersOf(files),
  };
  return playScenario(subject, {
    name: 'test',
    ...rest,
    ...(scenarioConfig && { config: scenarioConfig }),
    steps: steps as Step[],
  });
}

function othersOf(files: NonNullable<Play['files']>) {
  const definitions = Object.entries(files).map(([path, file]) => {
    const text = JSON.stringify(file);
    return { bot: file.bot, path, text, hash: digest(text) };
  });
  return {
    file: (path: string) => definitions.find((one) => one.path === path),
    bot: (name: string) => definitions.find((one) => one.bot === name),
  };
}

/** The scenario must hold. */
export async function holds(given: Play): Promise<void> {
  const played = await play(given);
  assert.equal(played.error, undefined);
}

/** The scenario must fail, and say so in these words. */
export async function fails(given: Play, message: RegExp): Promise<void> {
  const played = await play(given);
  assert.match(played.error ?? 'it held', message);
}
