/** The line above each step that asks people: how those who were asked decided (R67). Asked of an engine that runs, never of one that does not. */
import * as vscode from 'vscode';
import type { NodeStats } from '../../schemas/protocol/views.ts';
import { COMMANDS, SETTINGS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import type { Sessions } from '../engine/sessions.ts';
import { stepsOf } from '../migrate/steps.ts';
import { nodeStatsText } from './words.ts';

const { t } = vscode.l10n;
/** Figures change with these and nothing else. */
const COUNTED: ReadonlySet<string> = new Set([
  'handoff-opened',
  'handoff-decided',
  'handoff-expired',
  'handoff-cancelled',
]);
const AT_MOST_EVERY_MS = 2_000;

export class StatsLens implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #later: NodeJS.Timeout | undefined;

  constructor(sessions: Sessions, log: vscode.LogOutputChannel) {
    this.#sessions = sessions;
    this.#log = log;
    const follow = (session: Session) => session.onEvent(({ type }) => COUNTED.has(type) && this.#soon());
    for (const session of sessions.all) follow(session);
    this.#disposables = [
      this.#changed,
      sessions.onDidAdd(follow),
      sessions.onDidChange(() => this.#soon()),
      vscode.workspace.onDidChangeConfiguration(
        (change) => change.affectsConfiguration(SETTINGS.codeLens) && this.#soon(),
      ),
      vscode.languages.registerCodeLensProvider({ scheme: 'file', pattern: '**/*.workflow.json' }, this),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const session = this.#sessionOf(document.uri);
    if (session?.standing.kind !== 'live') return [];
    if (!vscode.workspace.getConfiguration().get<boolean>(SETTINGS.codeLens, true)) return [];
    const nodes = await this.#figures(session);
    const file = document.uri.path;
    return stepsOf(document.getText())
      .filter(({ asks }) => asks)
      .flatMap(({ id, offset }) => {
        const stats = nodes.find((each) => each.node === id && isOf(each, file));
        if (!stats) return [];
        const place = document.positionAt(offset);
        const command = {
          command: COMMANDS.openOversight,
          title: nodeStatsText(stats, t),
          arguments: [{ node: id }],
        };
        return [new vscode.CodeLens(new vscode.Range(place, place), command)];
      });
  }

  dispose(): void {
    clearTimeout(this.#later);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** The engine of the folder that is nearest around a file. */
  #sessionOf(uri: vscode.Uri): Session | undefined {
    return this.#sessions.all
      .filter(({ folder }) => uri.path.startsWith(`${folder.path}/`))
      .sort((a, b) => b.folder.path.length - a.folder.path.length)[0];
  }

  async #figures(session: Session): Promise<readonly NodeStats[]> {
    try {
      return (await session.request('stats/get', {})).nodes;
    } catch (error) {
      this.#log.debug(String(error));
      return [];
    }
  }

  #soon(): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#changed.fire();
    }, AT_MOST_EVERY_MS);
  }
}

/** Figures name the workflow as the configuration does. */
function isOf({ workflow }: NodeStats, file: string): boolean {
  const name = workflow.split('/').at(-1);
  return name === undefined || !name.endsWith('.json') || file.endsWith(`/${name}`);
}
