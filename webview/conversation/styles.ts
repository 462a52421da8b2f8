import { css } from 'lit';

export const conversationStyles = css`
  .holder { margin-top: 6px; padding: 6px 12px; border: 1px solid var(--edge); border-left-width: 4px; border-radius: 4px; }
  .holder.me { border-left-color: var(--vscode-contrastBorder, var(--vscode-textLink-foreground)); border-left-style: double; border-left-width: 6px; }
  .holder.queue { border-left-style: dashed; border-left-color: var(--vscode-contrastBorder, var(--vscode-editorWarning-foreground)); }
  .envelope {
    flex: none; margin: 0 20px 10px; padding: 10px 14px; border: 1px solid var(--edge); border-radius: 4px; max-height: 30vh;
    overflow: auto; background: var(--vscode-editorWidget-background, transparent); display: grid; gap: 6px;
  }
  .envelope dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 14px; }
  .envelope dt { color: var(--quiet); }
  .envelope dd { overflow-wrap: anywhere; }

  .scroll { flex: 1 1 auto; min-height: 0; overflow: auto; overflow-anchor: none; padding: 4px 20px 12px; position: relative; }
  .scroll:focus-visible { outline-offset: -2px; }
  .thread { display: grid; gap: 10px; }
  .thread li { display: grid; gap: 8px; }
  .said { justify-self: start; max-width: min(44em, 86%); padding: 6px 12px; border: 1px solid var(--edge); border-radius: 6px; }
  .line { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; }
  .who { font-weight: 600; overflow-wrap: anywhere; }
  .from-user .said { border-left: 3px solid var(--vscode-textLink-foreground); }
  .from-operator .said { justify-self: end; border-right: 3px solid var(--vscode-textLink-foreground); }
  .from-bot .said { background: var(--vscode-editorWidget-background, transparent); }
  .day { display: flex; align-items: center; gap: 12px; color: var(--quiet); }
  .day::before, .day::after { content: ''; flex: 1; border-top: 1px solid var(--edge); }
  .edge { display: flex; justify-content: center; padding: 4px 0 10px; color: var(--quiet); }
  .news { flex: none; display: flex; justify-content: center; padding: 4px 20px; }
  .empty { padding: 12px 0; }

  footer { flex: none; padding: 12px 20px; border-top: 1px solid var(--edge); background: var(--vscode-editor-background); display: grid; gap: 8px; }
  .compose { display: grid; gap: 8px; }
  @media (max-width: 640px) {
    .envelope { margin-left: 12px; margin-right: 12px; } .scroll { padding: 4px 12px 12px; } footer { padding: 10px 12px; }
    .said { max-width: 94%; } .envelope dl { grid-template-columns: minmax(0, 1fr); }
  }
  @media (max-height: 480px) {
    :host { height: auto; min-height: 100vh; } .scroll { overflow: visible; } .envelope { max-height: none; }
    footer { position: sticky; bottom: 0; }
  }
`;
