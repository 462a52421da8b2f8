/** A throw-away home for one VS Code: user data, extensions, browser profile. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Profile {
  readonly root: string;
  readonly home: string;
  readonly userData: string;
  readonly serverData: string;
  readonly extensions: string;
  readonly browser: string;
  readonly run: string;
}

/** Settings that keep a test's VS Code quiet: no start page, no network, no questions. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
};

/** @param theme a colour theme's id, such as `Default Light Modern` or `Default High Contrast` */
export function makeProfile({ settings = {}, theme = 'Default Dark Modern' } = {}): Profile {
  const root = mkdtempSync(path.join(tmpdir(), 'vscode-host-'));
  const folder = (name: string) => {
    const made = path.join(root, name);
    mkdirSync(made, { recursive: true });
    return made;
  };
  const userData = folder('user');
  const user = { ...quiet, 'workbench.colorTheme': theme, ...settings };
  writeFileSync(path.join(folder('user/User'), 'settings.json'), JSON.stringify(user, null, 2));
  return {
    root,
    home: folder('home'),
    userData,
    serverData: folder('server'),
    extensions: folder('extensions'),
    browser: folder('browser'),
    run: folder('run'),
  };
}

export function removeProfile(profile: Profile): void {
  rmSync(profile.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
