import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { SETTINGS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import { noPeople } from '../errors.ts';
import { sessionOf } from './target.ts';

const { t } = vscode.l10n;
const OPEN_WITHIN_MS = 10_000;

/** *Sign In As…*: from then on this window's decisions carry that person's name. */
export const signIn: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (!session) return;
  const token = isElsewhere() ? await askToken() : await mintFor(app, session);
  if (!token) return;
  await app.identities.remember(session.folder, token);
  await reconnect(session);
};

/** The owner of this machine's engine mints a credential for one of the config's people. */
async function mintFor(app: App, session: Session): Promise<string | undefined> {
  if (session.standing.kind === 'engine-off' && !(await app.control.start(session))) return undefined;
  if (session.people.length === 0) {
    await noPeople();
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    session.people.map((person) => ({
      label: person.name.replaceAll('$(', '$ ('),
      description: person.principal,
      detail: [...person.roles, ...person.teams].join(', '),
      principal: person.principal,
    })),
    { title: t('Sign in as'), placeHolder: t('Your decisions in {0} carry this name', session.name) },
  );
  if (!picked) return undefined;
  const { token } = await session.asOwner('token/create', { user: picked.principal.replace(/^user:/, '') });
  return token;
}

async function askToken(): Promise<string | undefined> {
  const token = await vscode.window.showInputBox({
    title: t('Sign in to an engine elsewhere'),
    prompt: t('The token that the engine’s owner made for you'),
    password: true,
    ignoreFocusOut: true,
  });
  return token?.trim() || undefined;
}

/** Connects again and waits until it is known as whom. */
export async function reconnect(session: Session): Promise<void> {
  session.disconnect();
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(resolve, OPEN_WITHIN_MS);
    const fresh = session.onFresh(() => {
      clearTimeout(late);
      fresh.dispose();
      resolve();
    });
    session.connect().catch(reject);
  });
}

function isElsewhere(): boolean {
  return vscode.workspace.getConfiguration().get<string>(SETTINGS.engineUrl, '').trim() !== '';
}
