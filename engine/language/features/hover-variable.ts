/** What there is to tell about a variable, or about a member of its value: type, where it is set, a value of the last run or of a scenario. */
import { member, parsePath, type Segment } from '../../model/path.ts';
import { typeAt, wordsOf } from '../../model/value-type.ts';
import type { Span } from '../document.ts';
import { knownType, sampleText, valueText, variablesHere } from './complete/variables.ts';
import type { Cursor } from './cursor.ts';
import type { Folder, OpenFile } from './file.ts';
import { botIn, type Name, nameAt, workflowAbout } from './names.ts';
import { samplesOf } from './samples.ts';

interface Asked {
  readonly file: OpenFile;
  readonly cursor: Cursor;
  readonly folder: Folder;
}

/** A variable, or with `segments` what they lead to inside its value. */
export function aboutVariable(
  name: Name,
  asked: Asked,
  segments: readonly Segment[] = [],
): string | undefined {
  const { file, cursor, folder } = asked;
  const about = workflowAbout(file, cursor.path, folder.files());
  if (about === undefined) return undefined;
  const sets = name.role === 'sets' && file.kind === 'workflow';
  const own = sets ? cursor.node?.outputs.find((output) => output.name === name.name) : undefined;
  const here = variablesHere(asked).find((variable) => variable.name === name.name);
  const origins = [...(own === undefined ? [] : [cursor.node?.id ?? '']), ...(here?.origins ?? [])];
  const sample = samplesOf(about, folder.files())({ name: name.name, origins });
  const variable = {
    name: name.name,
    type: own?.type ?? here?.type ?? { kind: 'any' as const },
    origins,
    isSure: true,
  };
  const unsure = own === undefined && here !== undefined && !here.isSure ? ', not on every way here' : '';
  const type = typeAt(knownType(variable, sample), segments);
  const path = [name.name, ...segments].join('.');
  const head = `\`${path}\` · ${wordsOf(type)} · ${whereSet(origins, here !== undefined)}${unsure}`;
  const run = folder.lastRun?.(botIn(about));
  const last = [name.name, ...segments].reduce<unknown>(member, run?.variables);
  if (run !== undefined && last !== undefined)
    return `${head}\n\n${valueText(`In the run ${run.id}, begun ${run.startedAt}`, last)}`;
  const value = segments.reduce<unknown>(member, sample?.value);
  return sample === undefined || value === undefined
    ? head
    : `${head}\n\n${sampleText({ ...sample, value })}`;
}

function whereSet(origins: readonly string[], isHere: boolean): string {
  const nodes = origins.slice(0, 5).map((id) => `\`${id}\``);
  if (nodes.length > 0) return `set by ${nodes.join(', ')}`;
  return isHere ? 'set by the engine' : 'not set on any way here';
}

const LONGEST_PATH = 200;

/** The member of a variable's value whose name is at an offset, with the path up to it. */
export function memberAt(
  file: OpenFile,
  offset: number,
  files: readonly OpenFile[],
): { name: Name; segments: readonly Segment[]; span: Span } | undefined {
  const before = /[\p{L}_$][\p{L}\p{N}_$.[\]]*$/u.exec(
    file.text.slice(Math.max(0, offset - LONGEST_PATH), offset),
  )?.[0];
  if (before === undefined || !before.includes('.')) return undefined;
  const after = /^[\p{L}\p{N}_$]*/u.exec(file.text.slice(offset, offset + LONGEST_PATH))?.[0] ?? '';
  const path = parsePath(before + after);
  const start = offset - before.length;
  const name = path === undefined ? undefined : nameAt(file, start, files);
  if (path === undefined || name?.kind !== 'variable' || name.name !== path.root) return undefined;
  return { name, segments: path.segments, span: { offset: start, length: before.length + after.length } };
}
