/** The extension's composition root: each line makes one feature. Nothing starts, prompts or loads anything large here. */
import * as vscode from 'vscode';
import { registerCommands } from './commands/index.ts';
import { openFromLink, openWaiting, replaceOlderEngines, tellLanguage } from './composition.ts';
import { EngineControl } from './engine/control.ts';
import { Sessions } from './engine/sessions.ts';
import { GraphPanels } from './graph/panels.ts';
import { Language } from './language/language.ts';
import { Scenarios } from './language/scenarios.ts';
import { noticeChanges } from './migrate/notice.ts';
import { Texts } from './migrate/texts.ts';
import { OperatorViews } from './operator/views.ts';
import { Identities } from './people/identities.ts';
import { QueueTree } from './queue/tree.ts';
import { ReviewPanels } from './review/panels.ts';
import { StatsLens } from './stats/lens.ts';
import { showStatus } from './status-bar.ts';
import { handleLinks } from './uri.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Handoff', { log: true });
  const identities = new Identities(context.secrets);
  const control = new EngineControl(context, log);
  const sessions = new Sessions({ identities, version: control.version, log });
  const queue = new QueueTree(sessions, log);
  const panels = new ReviewPanels(context, sessions, queue, log);
  const language = new Language(context, log);
  const sharing = tellLanguage(sessions, language, log);
  const graphs = new GraphPanels(context, language, log);
  const scenarios = new Scenarios(context);
  const texts = new Texts();
  const openHandoff = openWaiting(queue, panels);
  const operator = new OperatorViews({ context, sessions, log, openHandoff });
  const lens = new StatsLens(sessions, log);
  const app = { sessions, control, identities, queue, panels, graphs, scenarios, texts, operator, log };
  const replacing = replaceOlderEngines(app);
  const status = showStatus(sessions, queue);
  const links = handleLinks((handoff) => openFromLink(app, handoff));
  const commands = registerCommands(app, context.extensionPath);
  context.subscriptions.push(log, control, sessions, queue, panels, replacing, status, links, commands);
  const notices = noticeChanges(queue.contents.stores, log);
  context.subscriptions.push(language, sharing, graphs, scenarios, texts, operator, lens, notices);
}
