/**
 * `npm run vscode`: a real VS Code with the extension from this checkout, on `examples/`.
 * The desktop's `code` where there is one; else the VS Code of the package registry, whose address it prints and
 * which it keeps running until Ctrl-C.
 */
import { spawn, spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { makeProfile, removeProfile } from '../test/vscode-host/profile.ts';
import { startServer } from '../test/vscode-host/server.ts';
import { workbenchUrl } from '../test/vscode-host/workbench.ts';

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, 'examples');

if (hasDesktop()) {
  const shell = process.platform === 'win32';
  const code = spawn('code', ['--new-window', `--extensionDevelopmentPath=${root}`, examples], {
    stdio: 'inherit',
    shell,
  });
  code.on('exit', (status) => {
    process.exitCode = status ?? 1;
  });
} else {
  await serveInBrowser();
}

function hasDesktop(): boolean {
  return spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;
}

async function serveInBrowser(): Promise<void> {
  const profile = makeProfile();
  // The stores below examples/ outlive this window, so what this machine knows of them must too.
  const env = { HOME: homedir() };
  const server = await startServer(profile, { env, testDriver: true });
  const extension = `vscode-remote://127.0.0.1:${server.port}${root}`;
  const url = workbenchUrl(server, examples, [['extensionDevelopmentPath', extension]]);
  console.log(
    `There is no \`code\` here, so VS Code runs in the browser. Open:\n\n  ${url}\n\nCtrl-C ends it.`,
  );
  const asked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  await Promise.race([asked, server.ended]);
  await server.stop();
  removeProfile(profile);
}
