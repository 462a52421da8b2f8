import { fileFrom } from '../../model/file-path.ts';
import { inputsOf, startChild } from '../child.ts';
import { type Behaviour, cannotRun, type NodeOf } from '../nodes.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Runs another workflow file of the workspace, as it was when the run began (I13). */
export const subWorkflow: Behaviour<'sub_workflow'> = {
  enter(turn, place, node) {
    const run = turn.run(place.run);
    const workflow = fileOf(turn, run, node);
    if (workflow === undefined)
      return cannotRun(node.id, `${node.fields.workflow} was no workflow of this workspace that can be run`);
    const { files, delegate, hopsLeft } = run;
    const variables = inputsOf(turn, place, node.fields.inputs);
    return startChild(turn, place, {
      by: 'start',
      workflow,
      variables,
      files: { ...files },
      delegate,
      hopsLeft,
    });
  },
};

/** The hash of the file that the node names, pinned with the run. */
export function fileOf(turn: Turn, run: Run, { fields }: NodeOf<'sub_workflow'>): string | undefined {
  const own = turn.state.definitions.get(run.workflow)?.path;
  const path = own === undefined ? undefined : fileFrom(own, fields.workflow);
  return path !== undefined && run.files && Object.hasOwn(run.files, path) ? run.files[path] : undefined;
}
