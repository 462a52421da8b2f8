import { css } from 'lit';

export const oversightStyles = css`
  .tabs { display: flex; gap: 4px; padding: 0 20px; border-bottom: 1px solid var(--edge); flex: none; flex-wrap: wrap; align-items: flex-end; }
  .tabs button {
    font: inherit; color: var(--vscode-foreground); background: none; border: 1px solid transparent; border-bottom: 3px solid transparent;
    padding: 6px 12px; min-height: 28px; cursor: pointer;
  }
  .tabs button[aria-selected='true'] { border-bottom-color: var(--vscode-contrastActiveBorder, var(--vscode-textLink-foreground)); font-weight: 600; }
  .tabs .apart { margin-left: auto; display: flex; gap: 8px; padding-bottom: 6px; }
  .body { flex: 1 1 auto; min-height: 0; overflow: auto; padding: 12px 20px 20px; display: grid; gap: 12px; align-content: start; }
  .body:focus-visible { outline-offset: -2px; }
  .box { border: 1px solid var(--edge); border-radius: 4px; padding: 10px 14px; min-width: 0; display: grid; gap: 8px; }
  .figure { font-size: 1.5em; font-weight: 600; line-height: 1.3; }
  .band { display: grid; gap: 4px; }
  .band svg { width: 100%; max-width: 520px; height: auto; }
  .band .whole { fill: none; stroke: var(--edge); }
  .band .inside { fill: none; stroke: var(--vscode-foreground); stroke-dasharray: 4 3; }
  .band .rate { fill: var(--vscode-contrastActiveBorder, var(--vscode-textLink-foreground)); }
  .band text { fill: var(--vscode-foreground); font-size: 12px; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 10px 18px; }
  .tiles dt { color: var(--quiet); }
  .hints { display: grid; gap: 8px; }

  .wide { overflow: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; padding: 5px 10px 5px 0; vertical-align: top; border-bottom: 1px solid var(--edge); font-weight: normal; }
  tbody th { overflow-wrap: break-word; min-width: 9em; max-width: 22em; }
  .below { display: block; }
  .number { text-align: end; white-space: nowrap; }
  thead th { white-space: nowrap; }
  thead button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 2px 0; min-height: 24px; min-width: 24px; cursor: pointer; }
  .mark-sort { display: inline-block; width: 1.2em; font-size: 0.8em; }
  tr.current > * { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }

  .answers { display: grid; grid-template-columns: minmax(180px, 280px) minmax(0, 1fr); gap: 18px; align-items: start; }
  nav { display: grid; gap: 8px; }
  .list { display: grid; gap: 4px; max-height: 70vh; overflow: auto; }
  .pick {
    display: grid; gap: 2px; width: 100%; text-align: start; font: inherit; color: var(--vscode-foreground); background: none;
    border: 1px solid var(--edge); border-left-width: 4px; border-radius: 4px; padding: 6px 10px; cursor: pointer;
  }
  .pick[aria-current='true'] {
    border-left-color: var(--vscode-contrastActiveBorder, var(--vscode-textLink-foreground)); background: var(--vscode-editorWidget-background, transparent);
  }
  .one { display: grid; gap: 10px; min-width: 0; }
  .said-before { display: grid; gap: 8px; max-height: 46vh; overflow: auto; }
  .said-before li { padding-left: 8px; border-left: 2px solid var(--edge); overflow-wrap: anywhere; }
  .said-before .from-user { border-left-color: var(--vscode-textLink-foreground); }
  .who { font-weight: 600; }
  .outcome { border: 1px solid var(--edge); border-radius: 4px; padding: 8px 12px; display: grid; gap: 6px; }
  blockquote { margin: 0; padding: 4px 12px; border-left: 3px solid var(--edge); overflow-wrap: anywhere; }
  .key { opacity: 1; border: 1px solid currentColor; border-radius: 3px; padding: 0 4px; margin-left: 4px; font-size: 0.85em; }
  .empty { padding: 8px 0; }
  code { font-family: var(--vscode-editor-font-family, monospace); color: var(--vscode-foreground); background: none; }
  @media (max-width: 640px) {
    .tabs, .body { padding-left: 12px; padding-right: 12px; }
    .answers { grid-template-columns: minmax(0, 1fr); } .list { max-height: 30vh; }
  }
`;
