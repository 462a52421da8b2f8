import type { BotSettings } from '../host/bridge/queries.ts';
import type { FolderWorkspace } from './workspace.ts';

/** What the configuration in force says of a bot to those who look at its runs. */
export function botSettings(workspace: FolderWorkspace, name: string): BotSettings {
  const { variables = [], sensitive = [] } = workspace.config.bots?.[name] ?? {};
  return { variables, sensitive };
}
