import { css } from 'lit';

/** Only colours of the theme; in high contrast every box has the theme's border. */
export const pageStyles = css`
  :root, body { height: 100%; margin: 0; padding: 0; }
  body { color: var(--vscode-foreground); background: var(--vscode-editor-background); }
`;

export const reviewStyles = css`
  :host {
    display: flex; flex-direction: column; height: 100vh; box-sizing: border-box;
    font: var(--vscode-font-weight, normal) var(--vscode-font-size, 13px) / 1.5 var(--vscode-font-family, sans-serif);
    color: var(--vscode-foreground);
    --edge: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border, currentColor)));
    --quiet: var(--vscode-descriptionForeground);
  }
  * { box-sizing: border-box; }
  h1, h2, p, ul, ol, dl, dd, pre { margin: 0; padding: 0; }
  h1 { font-size: 1.45em; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
  h2 { font-size: 1em; font-weight: 600; margin-bottom: 6px; }
  ul, ol { list-style: none; }
  code, pre { font-family: var(--vscode-editor-font-family, monospace); font-size: var(--vscode-editor-font-size, 1em); }
  .quiet { color: var(--quiet); }
  .foreign { overflow-wrap: anywhere; white-space: pre-wrap; }
  .mark {
    font: 0.85em var(--vscode-editor-font-family, monospace); padding: 0 3px; margin: 0 1px; white-space: nowrap;
    border: 1px solid var(--vscode-editorWarning-foreground, currentColor); border-radius: 3px;
  }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  header { padding: 14px 20px 10px; }
  .meta { display: flex; flex-wrap: wrap; gap: 2px 14px; margin-top: 4px; color: var(--quiet); }
  .meta strong { color: var(--vscode-foreground); font-weight: 600; }
  .ask { margin-top: 6px; }

  .banner {
    margin: 0 20px 10px; padding: 8px 12px; border-radius: 4px; overflow-wrap: anywhere;
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
  .changes { margin-top: 6px; display: grid; gap: 8px; }
  .changes dt { font-weight: 600; }
  .changes dd { margin-left: 0; overflow-wrap: anywhere; }
  .changes .tag { color: inherit; display: inline-block; min-width: 4em; }

  .facts { margin: 0 20px 12px; padding: 10px 14px; border: 1px solid var(--edge); border-left-width: 4px;
    border-left-color: var(--vscode-contrastBorder, var(--vscode-textLink-foreground)); border-radius: 4px;
    background: var(--vscode-editorWidget-background, transparent); max-height: 34vh; overflow: auto; flex: none; }
  .facts > ul { display: grid; gap: 8px; }
  .call { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 16px; }
  .call code.name { font-weight: 600; color: var(--vscode-foreground); background: none; }
  .call .effect { white-space: nowrap; }
  .call .irreversible { font-weight: 600; }
  .call p { flex-basis: 100%; }
  .call pre { flex-basis: 100%; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--vscode-foreground); }

  .body { flex: 1 1 auto; min-height: 0; overflow: auto; padding: 0 20px 12px; display: grid; gap: 12px;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr); align-content: start; }
  .box { border: 1px solid var(--edge); border-radius: 4px; padding: 10px 14px; min-width: 0; }
  .wide { grid-column: 1 / -1; }
  .column { display: grid; gap: 12px; align-content: start; min-width: 0; }
  .talk { max-height: 46vh; overflow: auto; display: grid; gap: 10px; }
  .talk li { display: grid; gap: 1px; }
  .talk .who { font-weight: 600; }
  .talk .from-user { padding-left: 8px; border-left: 2px solid var(--vscode-textLink-foreground); }
  .talk .from-bot, .talk .from-operator { padding-left: 8px; border-left: 2px solid var(--edge); }
  .box > * + * { margin-top: 6px; }
  .pairs { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 14px; max-height: 30vh; overflow: auto; }
  .pairs dt { color: var(--quiet); overflow-wrap: anywhere; max-width: 16em; }
  .pairs dd { overflow-wrap: anywhere; }
  .text { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 34vh; overflow: auto; }
  .tag { display: inline-block; padding: 0 6px; border: 1px solid var(--edge); border-radius: 3px; font-size: 0.9em;
    font-weight: normal; white-space: nowrap; color: var(--vscode-foreground); }
  h1 .tag { font-size: 0.65em; vertical-align: middle; }
  .look { border-width: 2px; font-weight: 600; }
  .lack, .fault { color: var(--vscode-foreground); padding-left: 8px; overflow-wrap: anywhere;
    border-left: 3px solid var(--vscode-inputValidation-errorBorder, currentColor); }
  .dots { display: grid; gap: 2px; padding-left: 1.2em; list-style: disc; }
  .risks, .steps { display: grid; gap: 4px; }
  .steps { max-height: 34vh; overflow: auto; }
  .steps li { display: grid; padding-left: 10px; border-left: 2px solid var(--edge); overflow-wrap: anywhere; }
  .steps .result { max-height: 6em; overflow: auto; }
  .case { display: grid; padding-top: 6px; margin-top: 6px; border-top: 1px solid var(--edge); overflow-wrap: anywhere; }
  .beside { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(min(18em, 100%), 1fr)); align-items: start; }
  .pair { flex-basis: 100%; display: grid; gap: 8px 16px; grid-template-columns: repeat(auto-fit, minmax(min(18em, 100%), 1fr)); }
  .pair pre { margin-top: 3px; }
  .edits ul { display: grid; gap: 10px; }
  .edit, .edit .do { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; justify-content: space-between; }
  .value { color: var(--quiet); max-height: 6em; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
  .undo { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; justify-content: space-between; }
  .undo .seconds { font-variant-numeric: tabular-nums; }

  .form { display: grid; gap: 12px; }
  .form > * { margin: 0; }
  .field, fieldset.group { border: 0; margin: 0; padding: 0; min-width: 0; display: grid; gap: 3px; justify-items: start; }
  fieldset.group { padding-left: 12px; border-left: 2px solid var(--edge); gap: 10px; justify-items: stretch; }
  .name { font-weight: 600; overflow-wrap: anywhere; padding: 0; }
  .needed { font-weight: normal; font-size: 0.9em; padding: 0 5px; border: 1px solid var(--edge); border-radius: 3px; }
  .tick { display: flex; align-items: center; gap: 8px; min-height: 26px; overflow-wrap: anywhere; }
  .tick input { width: 18px; height: 18px; flex: none; margin: 3px; accent-color: var(--vscode-button-background, auto); }
  input[type='text'], textarea, select {
    width: 100%; max-width: 48em; min-height: 28px; padding: 3px 8px; font: inherit; border-radius: 2px;
    color: var(--vscode-input-foreground, var(--vscode-foreground));
    background: var(--vscode-input-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--vscode-settings-textInputBorder, var(--quiet))));
  }
  textarea { resize: vertical; }
  [aria-invalid='true'] { border-color: var(--vscode-inputValidation-errorBorder, currentColor) !important; border-width: 2px !important; }
  fieldset[aria-invalid='true'] { border: 0 !important; }
  .faults { padding: 8px 12px; border-radius: 4px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-inputValidation-errorBorder, currentColor));
    background: var(--vscode-inputValidation-errorBackground, transparent);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground)); }
  .link { min-height: 24px; padding: 0 2px; border: 0; background: none; font: inherit; color: inherit; text-align: start;
    text-decoration: underline; cursor: pointer; }
  .act .field { max-width: 48em; }
  /* The toolkit falls back to dark colours where a high-contrast theme names none. */
  vscode-collapsible { border: 1px solid var(--edge); border-radius: 4px;
    --vscode-sideBarSectionHeader-background: transparent; --vscode-sideBar-background: transparent;
    --vscode-sideBarTitle-foreground: var(--vscode-foreground); --vscode-icon-foreground: var(--vscode-foreground); }
  .history { display: grid; gap: 4px; padding: 8px 14px; }

  footer { flex: none; padding: 12px 20px; border-top: 1px solid var(--edge); background: var(--vscode-editor-background);
    display: grid; gap: 8px; }
  .choices { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; }
  .choices .apart { margin-left: auto; padding-left: 48px; display: flex; gap: 10px; }
  .confirm { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; padding: 8px 12px; border-radius: 4px;
    border: 1px solid var(--vscode-focusBorder); }
  .confirm .question { flex: 1 1 16em; overflow-wrap: anywhere; }
  .reason { display: grid; gap: 8px; }
  .reason vscode-text-area { width: 100%; }
  /* Where a high-contrast theme names no colour the toolkit has a dark one of its own. */
  vscode-button { min-height: 26px; max-width: 100%;
    --button-secondary-background: var(--vscode-button-secondaryBackground, transparent);
    --button-secondary-foreground: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    --button-secondary-hover-background: var(--vscode-button-secondaryHoverBackground, var(--button-secondary-background)); }
  vscode-button::part(control) { white-space: normal; text-align: start; overflow-wrap: anywhere; }
  kbd { font: inherit; padding: 0 5px; border: 1px solid var(--edge); border-radius: 3px; }
  :focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
  .facts:focus { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }

  @media (max-width: 640px) {
    .body { grid-template-columns: minmax(0, 1fr); padding: 0 12px 12px; }
    header { padding: 12px 12px 8px; } .banner, .facts { margin-left: 12px; margin-right: 12px; } footer { padding: 10px 12px; }
    .choices .apart { padding-left: 16px; }
  }
  @media (max-height: 420px) {
    :host { height: auto; min-height: 100vh; } .body { overflow: visible; } .facts { max-height: none; }
    footer { position: sticky; bottom: 0; }
  }
`;
