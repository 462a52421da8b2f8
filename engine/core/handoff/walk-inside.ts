/** The calls inside a workflow that another one runs: whoever decides before it is told of each, whatever its bytes. */
import { fileFrom } from '../../model/file-path.ts';
import { toolsOf } from '../../model/node-table.ts';
import type { WorkflowNode } from '../../model/workflow.ts';
import { INSIDE } from '../chain.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';

export interface CallInside {
  /** `verify > pay`: the node as it is called from outside. */
  id: string;
  /** server__tool */
  tool: string;
}

interface Within {
  name: string;
  path: string;
  hash: string;
  /** What the run pinned; a bot that takes over pins its own then. */
  files?: Readonly<Record<string, string>>;
}

/** Beyond it calls are not shown, and so are asked about when they come. */
const MOST = 500;

export function callsInside(turn: Turn, run: Run, node: WorkflowNode): CallInside[] {
  const path = turn.state.definitions.get(run.workflow)?.path ?? '';
  const calls: CallInside[] = [];
  const open = within(turn, node, { name: '', path, hash: run.workflow, files: run.files });
  for (let next = open.pop(), seen = 0; next && seen < MOST; next = open.pop(), seen++) {
    for (const inner of turn.world.workflow(next.hash)?.nodes.values() ?? []) {
      for (const tool of toolsOf(inner)) calls.push({ id: `${next.name}${INSIDE}${inner.id}`, tool });
      open.push(...within(turn, inner, next));
    }
  }
  return calls;
}

/** The workflow that a node runs, if it runs one. */
function within(turn: Turn, node: WorkflowNode, outer: Within): Within[] {
  const name = outer.name === '' ? node.id : `${outer.name}${INSIDE}${node.id}`;
  if (node.type === 'delegate_to_bot') {
    const definition = turn.world.current(node.fields.bot);
    return definition ? [{ name, path: definition.path, hash: definition.hash }] : [];
  }
  const path = node.type === 'sub_workflow' ? fileFrom(outer.path, node.fields.workflow) : undefined;
  if (path === undefined) return [];
  const hash = outer.files ? outer.files[path] : turn.world.file(path)?.hash;
  return hash === undefined ? [] : [{ name, path, hash, ...(outer.files && { files: outer.files }) }];
}
