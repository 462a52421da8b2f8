/** What the commands work with: the features of one window. */
import type * as vscode from 'vscode';
import type { EngineControl } from './engine/control.ts';
import type { Sessions } from './engine/sessions.ts';
import type { GraphPanels } from './graph/panels.ts';
import type { Scenarios } from './language/scenarios.ts';
import type { Texts } from './migrate/texts.ts';
import type { OperatorViews } from './operator/views.ts';
import type { Identities } from './people/identities.ts';
import type { QueueTree } from './queue/tree.ts';
import type { ReviewPanels } from './review/panels.ts';

export interface App {
  sessions: Sessions;
  control: EngineControl;
  identities: Identities;
  queue: QueueTree;
  panels: ReviewPanels;
  graphs: GraphPanels;
  scenarios: Scenarios;
  texts: Texts;
  operator: OperatorViews;
  log: vscode.LogOutputChannel;
}

/** A command's work; `argument` is what VS Code hands over: a row of the queue, a session, or nothing. */
export type Command = (app: App, argument: unknown) => Promise<void>;
