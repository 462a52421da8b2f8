import { css } from 'lit';

/** Only colours of the theme. In high contrast every line has the theme's border colour, and shapes carry the meaning. */
export const pageStyles = css`
  :root, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
  body { --beside: 0.42; }
  body.vscode-high-contrast { --beside: 0.6; }
  body { color: var(--vscode-foreground); background: var(--vscode-editor-background); }
`;

export const graphStyles = css`
  :host {
    display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) auto; height: 100vh;
    font: var(--vscode-font-weight, normal) var(--vscode-font-size, 13px) / 1.45 var(--vscode-font-family, sans-serif);
    color: var(--vscode-foreground);
    --border: var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
    --quiet: var(--vscode-descriptionForeground);
    --ground: var(--vscode-editor-background);
    --stroke: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 62%, var(--vscode-editor-background)));
    --error: var(--vscode-editorError-foreground);
    --warning: var(--vscode-editorWarning-foreground);
    --information: var(--vscode-editorInfo-foreground);
    --focus: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h2, p, ul { margin: 0; padding: 0; }
  ul { list-style: none; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .bar { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 4px 2px; align-items: center; padding: 6px 10px;
    border-bottom: 1px solid var(--border); }
  .bar .grow { flex: 1 1 0; }
  .bar .count { color: var(--quiet); padding: 0 4px; }
  .bar button { padding: 3px 6px; }
  input[type='search'] { font: inherit; width: 9em; min-width: 7em; flex: 0 1 15em; padding: 3px 6px; color: var(--vscode-input-foreground);
    background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--border)); border-radius: 2px; }
  input[type='search']::placeholder { color: var(--vscode-input-placeholderForeground); opacity: 1; }
  button { font: inherit; color: inherit; background: none; border: 1px solid transparent; border-radius: 4px; padding: 3px 8px;
    cursor: pointer; min-height: 26px; }
  .bar button { border-color: var(--vscode-contrastBorder, transparent); }
  button:hover { background: var(--vscode-toolbar-hoverBackground, transparent); outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); }
  button[aria-pressed='true'] { background: var(--vscode-toolbar-activeBackground, transparent);
    border-color: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder)); }
  button:disabled { opacity: 0.5; cursor: default; }
  :focus-visible { outline: 1px solid var(--focus); outline-offset: -1px; }

  .banner { grid-column: 1 / -1; margin: 8px 10px 0; padding: 6px 10px; border-radius: 4px; overflow-wrap: anywhere;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-inputValidation-warningBorder, currentColor));
    background: var(--vscode-inputValidation-warningBackground, transparent);
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground)); }
  .banner.error { border-color: var(--vscode-contrastBorder, var(--vscode-inputValidation-errorBorder, currentColor));
    background: var(--vscode-inputValidation-errorBackground, transparent);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground)); }

  .plane { grid-row: 3; grid-column: 1; position: relative; min-width: 0; min-height: 0; overflow: hidden; }
  .plane:focus-visible { outline-offset: -2px; }
  svg { display: block; width: 100%; height: 100%; cursor: grab; touch-action: none; user-select: none; }
  svg:active { cursor: grabbing; }
  .empty { position: absolute; inset: 0; display: grid; place-content: center; text-align: center; color: var(--quiet); padding: 20px; pointer-events: none; }
  canvas { position: absolute; right: 10px; bottom: 10px; border: 1px solid var(--border); border-radius: 4px; cursor: pointer;
    background: var(--ground); color: var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
    outline: 0 solid var(--focus); opacity: 0.92; }

  text { fill: var(--vscode-editor-foreground); }
  .label { font-size: 13px; font-weight: 600; }
  .short { font-size: 18px; font-weight: 600; }
  .kind { font-size: 11px; fill: var(--quiet); }
  .detail { font-size: 11.5px; fill: var(--quiet); }
  .node { cursor: pointer; }
  .outline { fill: var(--vscode-editorWidget-background, var(--ground)); stroke: var(--tint); stroke-width: 1.2; }
  .sign { fill: none; stroke: var(--tint); stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; }
  .start { --tint: var(--vscode-contrastBorder, var(--vscode-charts-green)); }
  .step { --tint: var(--vscode-contrastBorder, var(--vscode-charts-blue)); }
  .choice { --tint: var(--vscode-contrastBorder, var(--vscode-charts-yellow)); }
  .person { --tint: var(--vscode-contrastBorder, var(--vscode-symbolIcon-classForeground)); }
  .say { --tint: var(--vscode-contrastBorder, var(--vscode-charts-purple)); }
  .unknown { --tint: var(--stroke); }
  .unknown .outline { stroke-dasharray: 5 4; }
  .person .outline { stroke-width: 2.2; }
  .rib { stroke: var(--tint); stroke-width: 3; fill: none; }
  .fold { fill: var(--ground); stroke: var(--stroke); stroke-width: 1; }
  .fold-sign { font-size: 12px; text-anchor: middle; fill: var(--vscode-foreground); }
  .fold, .fold-sign { opacity: 0; }
  .node:hover .fold, .node:hover .fold-sign, .node.selected .fold, .node.selected .fold-sign, .folded .fold, .folded .fold-sign { opacity: 1; }
  .error { --paint: var(--error); } .warning { --paint: var(--warning); } .information, .hint { --paint: var(--information); }
  .node.error .outline, .node.warning .outline { stroke: var(--paint); stroke-width: 2.2; }
  .badge { fill: var(--paint); stroke: var(--ground); stroke-width: 1.5; }
  .badge-sign { font-size: 12px; font-weight: 700; text-anchor: middle; fill: var(--ground); }
  .node:hover .outline { fill: var(--vscode-list-hoverBackground, var(--ground)); }
  .node.found .outline { fill: var(--vscode-editor-findMatchHighlightBackground, var(--ground));
    stroke: var(--vscode-contrastActiveBorder, var(--vscode-editor-findMatchBorder, var(--tint))); }
  .node.selected .outline { stroke: var(--focus); stroke-width: 3.2; }

  .edge { --line: var(--stroke); }
  .edge.good { --line: var(--vscode-contrastBorder, var(--vscode-charts-green)); }
  .edge.bad { --line: var(--vscode-contrastBorder, var(--vscode-charts-red)); }
  .edge.error, .edge.warning { --line: var(--paint); }
  .reach { fill: none; stroke: transparent; stroke-width: 12; cursor: pointer; }
  .line { fill: none; stroke: var(--line); stroke-width: 1.4; pointer-events: none; }
  .back .line { stroke-dasharray: 6 4; }
  .edge.error .line, .edge.warning .line, .edge.selected .line { stroke-width: 2.6; }
  .edge.selected { --line: var(--focus); }
  .head { fill: var(--line); pointer-events: none; }
  .pill { fill: var(--ground); stroke: var(--line); }
  .pill-text { font-size: 11px; text-anchor: middle; pointer-events: none; }
  .has-path .node:not(.lit), .has-path .edge:not(.lit) { opacity: var(--beside); }
  .node.lit .outline { stroke: var(--vscode-contrastActiveBorder, var(--vscode-editorWarning-foreground)); stroke-width: 3.2; }
  .edge.lit { --line: var(--vscode-contrastActiveBorder, var(--vscode-editorWarning-foreground)); }
  .edge.lit .line { stroke-width: 3; }
  .far-edges { fill: none; stroke: var(--stroke); stroke-width: 4; }
  .far-nodes { fill: var(--vscode-contrastBorder, var(--vscode-charts-blue)); }
  svg[data-detail='label'] .fold, svg[data-detail='label'] .fold-sign, svg[data-detail='label'] .sign { display: none; }

  aside { grid-row: 3 / 5; grid-column: 2; width: min(300px, 45vw); overflow: auto; border-left: 1px solid var(--border); padding: 8px 0; }
  aside h2 { font-size: 1em; font-weight: 600; padding: 0 12px 6px; }
  aside li button { display: block; width: 100%; text-align: left; border-radius: 0; padding: 3px 12px; overflow-wrap: anywhere; }
  aside li button[aria-current='true'] { background: var(--vscode-list-inactiveSelectionBackground, transparent);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
  aside .leads { display: block; color: var(--quiet); font-size: 0.92em; }
  aside [aria-current='true'] .leads { color: inherit; }
  aside .marks { color: var(--vscode-foreground); font-weight: 600; }

  .about { grid-row: 4; grid-column: 1; border-top: 1px solid var(--border); padding: 8px 12px; min-height: 56px; max-height: 32vh; overflow: auto; }
  .about .jump { float: right; margin: 0 0 4px 12px; }
  .about .what { font-weight: 600; overflow-wrap: anywhere; }
  .about .quiet { color: var(--quiet); font-weight: normal; }
  .about li { margin-top: 4px; overflow-wrap: anywhere; }
  .about code { font-family: var(--vscode-editor-font-family, monospace); font-size: 0.92em; }
  .about .severity { font-weight: 600; }
  .about a { color: var(--vscode-textLink-foreground); }
  .about button { border-color: var(--vscode-contrastBorder, var(--vscode-button-border, var(--border)));
    background: var(--vscode-button-secondaryBackground, transparent); color: var(--vscode-button-secondaryForeground, inherit); min-height: 22px; padding: 0 8px; }
  .about button[aria-pressed='true'] { border-color: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder)); }

  @media (max-width: 520px) { :host { grid-template-columns: minmax(0, 1fr); } aside { grid-row: 3; grid-column: 1; width: auto; border-left: 0; background: var(--ground); z-index: 1; } }
`;
