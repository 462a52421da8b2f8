/**
 * Pins what a run keeps: its workflow and every workflow file that it may come to, by content hash (I13). What is not
 * there at the start is not there for this run.
 */
import { fileFrom } from '../model/file-path.ts';
import type { Workflow } from '../model/workflow.ts';
import type { Turn } from './turn.ts';
import type { CurrentDefinition } from './world.ts';

/** @returns the hashes of the other files by path; nothing where there is none */
export function pin(
  turn: Turn,
  bot: string,
  definition: CurrentDefinition,
): Record<string, string> | undefined {
  const files: Record<string, string> = { [definition.path]: definition.hash };
  const open = [definition];
  for (let next = open.pop(); next; next = open.pop()) {
    if (!turn.state.definitions.get(next.hash)) turn.emit({ type: 'workflow-pinned', bot, ...next });
    for (const path of filesIn(turn.world.workflow(next.hash), next.path)) {
      const file = Object.hasOwn(files, path) ? undefined : turn.world.file(path);
      if (!file) continue;
      files[path] = file.hash;
      open.push(file);
    }
  }
  return Object.keys(files).length > 1 ||
    filesIn(turn.world.workflow(definition.hash), definition.path).length
    ? files
    : undefined;
}

/** Files that a workflow names, as far as they lie in the workspace. */
function filesIn(workflow: Workflow | undefined, from: string): string[] {
  return [...(workflow?.nodes.values() ?? [])].flatMap((node) => {
    const path = node.type === 'sub_workflow' ? fileFrom(from, node.fields.workflow) : undefined;
    return path === undefined ? [] : [path];
  });
}
