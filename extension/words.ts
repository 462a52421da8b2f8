/** How pure modules get their sentences: `vscode.l10n.t` in the editor, plain filling-in in tests. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** Fills `{0}`, `{1}` … in, as `vscode.l10n.t` does for a language without a bundle. */
export const plain: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (slot, index) => String(values[Number(index)] ?? slot));
