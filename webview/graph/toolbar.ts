import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '../../schemas/protocol/graph-page.ts';

export interface ToolbarHands {
  search(text: string): void;
  nextFound(): void;
  zoom(direction: 1 | -1): void;
  fit(): void;
  unfold(): void;
  outline(): void;
  save(picture: Picture): void;
}

interface Toolbar {
  readonly searched: string;
  /** How many nodes hold the searched words. */
  readonly found: number;
  readonly folded: number;
  readonly outlineOpen: boolean;
  readonly empty: boolean;
}

const PICTURES: readonly (readonly [Picture, string])[] = [
  ['svg', 'SVG'],
  ['png', 'PNG'],
  ['mermaid', 'Mermaid'],
];

export function toolbar(
  { searched, found, folded, outlineOpen, empty }: Toolbar,
  hands: ToolbarHands,
): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') hands.nextFound();
  };
  return html`<div class="bar" role="toolbar" aria-label="Graph">
    <input id="search" type="search" placeholder="Find a node" aria-label="Find a node" .value=${searched} @keydown=${onKey}
      @input=${(event: InputEvent) => hands.search((event.target as HTMLInputElement).value)}>
    <span class="count" role="status">${searched.trim() === '' ? '' : `${found} found`}</span>
    <span class="grow"></span>
    ${folded > 0 ? html`<button @click=${() => hands.unfold()}>Unfold all</button>` : nothing}
    <button aria-label="Zoom out" title="Zoom out (-)" @click=${() => hands.zoom(-1)}>−</button>
    <button aria-label="Zoom in" title="Zoom in (+)" @click=${() => hands.zoom(1)}>+</button>
    <button title="Show all (0)" @click=${() => hands.fit()}>Fit</button>
    <button aria-pressed=${outlineOpen ? 'true' : 'false'} @click=${() => hands.outline()}>Outline</button>
    ${PICTURES.map(
      ([picture, name]) =>
        html`<button ?disabled=${empty} aria-label="Save as ${name}" title="Save as ${name}" @click=${() => hands.save(picture)}>${name}</button>`,
    )}
  </div>`;
}
