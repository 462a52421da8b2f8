/**
 * The UI toolkit, and the only module that knows it. `@vscode/webview-ui-toolkit` is archived; what it lacks comes from
 * `@vscode-elements/elements`. Its progress ring writes inline styles, which a strict CSP refuses, so there is none.
 * To swap the toolkit, keep these element names and change this file alone.
 */
import '@vscode-elements/elements/dist/vscode-collapsible/index.js';
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextArea } from '@vscode/webview-ui-toolkit';

/** Defines `<vscode-button>`, `<vscode-text-area>` and `<vscode-collapsible>`. */
export function defineKit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextArea());
}
