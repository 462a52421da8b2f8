/** Plays the scenarios of files: reads them, their workflows and the configuration around them, and nothing else (I11). */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig } from '../../model/config.ts';
import { readJson } from '../../model/json-text.ts';
import { nodeAt } from '../../model/place.ts';
import type { Problem } from '../../model/problem.ts';
import { read } from '../../model/read.ts';
import { readScenarios } from '../../model/scenario.ts';
import { type Coverage, sum } from '../../simulate/coverage.ts';
import { playScenario } from '../../simulate/scenario.ts';
import type { Subject } from '../../simulate/stage.ts';
import { lineOf } from '../line.ts';
import { botOf, CONFIG_FILE, digestOf, filesBelow } from '../workspace.ts';
import { neighboursIn } from './neighbours.ts';

export interface ScenarioResult {
  file: string;
  name: string;
  status: 'passed' | 'failed' | 'skipped';
  error?: string;
  /** The line of its file, from 1, of the step that failed, else of its name. */
  line: number;
  durationMs: number;
}

export interface Report {
  passed: number;
  failed: number;
  scenarios: ScenarioResult[];
  /** By workflow file. */
  coverage: Record<string, Coverage>;
  /** Files that could not be played, with file, line and what was expected. */
  unreadable: string[];
}

class Unreadable extends Error {}

export async function playFiles(paths: readonly string[]): Promise<Report> {
  const report: Report = { passed: 0, failed: 0, scenarios: [], coverage: {}, unreadable: [] };
  const files = paths.flatMap((given) => scenarioFiles(given, report));
  if (files.length === 0 && report.unreadable.length === 0)
    report.unreadable.push(`There is no *.scenario.json in ${paths.join(', ')}.`);
  for (const file of files) {
    try {
      await playFile(file, report);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      report.unreadable.push(error.message);
    }
  }
  return report;
}

function scenarioFiles(given: string, report: Report): string[] {
  if (!existsSync(given)) {
    report.unreadable.push(`${given} does not exist.`);
    return [];
  }
  return statSync(given).isDirectory() ? filesBelow(given, '.scenario.json') : [given];
}

async function playFile(file: string, report: Report): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const scenarios = required(readScenarios(text).file, file, text, readScenarios(text).problems);
  const { tree } = readJson(text);
  const workflowFile = path.resolve(path.dirname(file), scenarios.workflow);
  if (!existsSync(workflowFile))
    throw new Unreadable(`${file}: its workflow ${scenarios.workflow} does not exist.`);
  const workflowText = readFileSync(workflowFile, 'utf8');
  const { workflow, problems } = read(workflowText);
  const loaded = required(workflow, workflowFile, workflowText, problems);
  const name = path.relative(process.cwd(), workflowFile) || workflowFile;
  const around = configAround(path.dirname(workflowFile));
  const folder = around.folder ?? path.dirname(workflowFile);
  const others = neighboursIn(folder);
  for (const [index, scenario] of scenarios.scenarios.entries()) {
    const config = (scenario.config as Config | undefined) ?? around.config;
    const subject: Subject = {
      bot: botNamed(config, workflowFile, around.folder) ?? botOf(workflowFile, loaded.bot),
      path: path.relative(folder, workflowFile).replaceAll(path.sep, '/'),
      others,
      text: workflowText,
      hash: digestOf(workflowText),
      workflow: loaded,
      config,
      digest: digestOf,
    };
    const started = performance.now();
    const { coverage, status, error } = await playScenario(subject, scenario);
    const durationMs = Math.round((performance.now() - started) * 10) / 10;
    report[status] += 1;
    report.scenarios.push({
      file,
      name: scenario.name,
      status,
      ...(error !== undefined && { error }),
      line: lineOf(text, tree === undefined ? 0 : nodeAt(tree, placeOfResult(index, error)).offset),
      durationMs,
    });
    const before = report.coverage[name];
    report.coverage[name] = before ? sum(before, coverage) : coverage;
  }
}

/** Where a result stands in its file; an error begins with the number of its step. */
function placeOfResult(scenario: number, error: string | undefined): (string | number)[] {
  const step = /^step (\d+): /.exec(error ?? '')?.[1];
  return ['scenarios', scenario, ...(step === undefined ? ['name'] : ['steps', Number(step) - 1])];
}

/** The bot whose workflow the configuration says this file is. */
function botNamed(config: Config, file: string, folder: string | undefined): string | undefined {
  return Object.entries(config.bots ?? {}).find(
    ([, bot]) =>
      bot.workflow !== undefined && path.resolve(folder ?? path.dirname(file), bot.workflow) === file,
  )?.[0];
}

/** The nearest configuration at or above a folder. */
function configAround(folder: string): { config: Config; folder?: string } {
  const file = path.join(folder, CONFIG_FILE);
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    const { config, problems } = readConfig(text);
    return { config: required(config, file, text, problems), folder };
  }
  const parent = path.dirname(folder);
  return parent === folder ? { config: {} } : configAround(parent);
}

function required<T>(value: T | undefined, file: string, text: string, problems: readonly Problem[]): T {
  if (value !== undefined) return value;
  const errors = problems.filter((problem) => problem.severity === 'error');
  throw new Unreadable(
    errors
      .map(({ offset, message, code }) => `${file}:${lineOf(text, offset)}: ${message} [${code}]`)
      .join('\n'),
  );
}
