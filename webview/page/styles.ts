import { css } from 'lit';

/** What the pages of operators and owners share. Only colours of the theme; in high contrast every box has its border. */
export const sharedStyles = css`
  :host {
    display: flex; flex-direction: column; height: 100vh; box-sizing: border-box;
    font: var(--vscode-font-weight, normal) var(--vscode-font-size, 13px) / 1.5 var(--vscode-font-family, sans-serif);
    color: var(--vscode-foreground);
    --edge: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border, currentColor)));
    --quiet: var(--vscode-descriptionForeground);
  }
  * { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd, pre { margin: 0; padding: 0; }
  h1 { font-size: 1.45em; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
  h2 { font-size: 1em; font-weight: 600; }
  ul, ol { list-style: none; }
  .quiet { color: var(--quiet); }
  .foreign { overflow-wrap: anywhere; white-space: pre-wrap; }
  .mark {
    font: 0.85em var(--vscode-editor-font-family, monospace); padding: 0 3px; margin: 0 1px; white-space: nowrap;
    border: 1px solid var(--vscode-editorWarning-foreground, currentColor); border-radius: 3px;
  }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  header { padding: 14px 20px 10px; flex: none; }
  .meta { display: flex; flex-wrap: wrap; gap: 2px 14px; margin-top: 4px; color: var(--quiet); }

  .banner {
    flex: none; margin: 0 20px 10px; padding: 8px 12px; border-radius: 4px; overflow-wrap: anywhere;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-inputValidation-infoBorder, currentColor));
    background: var(--vscode-inputValidation-infoBackground, transparent);
    color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
  }
  .banner.warning {
    border-color: var(--vscode-contrastBorder, var(--vscode-inputValidation-warningBorder, currentColor));
    background: var(--vscode-inputValidation-warningBackground, transparent);
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
  }
  .banner.error {
    border-color: var(--vscode-contrastBorder, var(--vscode-inputValidation-errorBorder, currentColor));
    background: var(--vscode-inputValidation-errorBackground, transparent);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
  }
  .banner strong { display: block; }
  .banner vscode-button { margin-top: 8px; }

  .choices { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; }
  .choices .apart { margin-left: auto; }
  .confirm {
    display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; padding: 8px 12px; border-radius: 4px;
    border: 1px solid var(--vscode-focusBorder);
  }
  .confirm .question { flex: 1 1 16em; overflow-wrap: anywhere; }
  /* Where a high-contrast theme names no colour under the pointer, the toolkit would take a dark one. */
  vscode-button {
    min-height: 26px; max-width: 100%; flex: none;
    --button-secondary-hover-background: var(--vscode-button-secondaryHoverBackground, var(--vscode-button-secondaryBackground));
    --button-primary-hover-background: var(--vscode-button-hoverBackground, var(--vscode-button-background));
  }
  vscode-button::part(control) { white-space: normal; text-align: start; overflow-wrap: anywhere; }
  vscode-text-area { width: 100%; }
  kbd { font: inherit; padding: 0 5px; border: 1px solid var(--edge); border-radius: 3px; }
  :focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
  .tag {
    padding: 0 5px; border: 1px solid var(--edge); border-radius: 3px; font-size: 0.9em; white-space: nowrap;
    color: var(--vscode-foreground);
  }
  @media (max-width: 640px) { header { padding: 12px 12px 8px; } .banner { margin-left: 12px; margin-right: 12px; } }
`;
