/** `vscode://handoff-studio.handoff-studio/handoff/ID` opens a review. It never decides, whatever else it carries (T25). */
import * as vscode from 'vscode';
import { handoffOfLink } from './link.ts';

export function handleLinks(open: (handoff: string) => Promise<void>): vscode.Disposable {
  return vscode.window.registerUriHandler({
    async handleUri(uri) {
      const handoff = handoffOfLink(uri);
      if (handoff) await open(handoff);
    },
  });
}
