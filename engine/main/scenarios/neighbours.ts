import type { Subject } from '../../simulate/stage.ts';
import { FolderWorkspace } from '../workspace.ts';

/** The other workflows of a folder, read when a workflow names one of them and not before. */
export function neighboursIn(folder: string): NonNullable<Subject['others']> {
  let workspace: FolderWorkspace | undefined;
  const opened = (): FolderWorkspace => {
    if (workspace) return workspace;
    workspace = new FolderWorkspace(folder);
    workspace.reload();
    return workspace;
  };
  return { file: (name) => opened().file(name), bot: (name) => opened().definition(name) };
}
