/** Commands that are loaded when one of them is called first: a window in which nobody decides does without. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { guarded } from '../errors.ts';
import type * as bundle from './verbs.ts';

type Verb = keyof typeof bundle.VERBS;

export class Later {
  readonly #built: string;

  /** @param built the folder of the built files */
  constructor(built: string) {
    this.#built = built;
  }

  verb(name: Verb): Command {
    return (app, argument) => this.#load().VERBS[name](app, argument);
  }

  /** Dropping asks for the reason, as the command does; nothing is given on by the drag alone. */
  reassignByDrag(app: App): vscode.Disposable {
    return app.queue.drag.onDidDrop((drop) => void guarded(app.log, () => this.#load().dropped(app, drop)));
  }

  #load(): typeof bundle {
    const load = createRequire(path.join(this.#built, 'extension.cjs'));
    return load('./verbs.cjs') as typeof bundle;
  }
}
