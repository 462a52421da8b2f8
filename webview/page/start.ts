/** Puts a page's one element on its document; styles are adopted, since the policy refuses inline ones. */
import type { LitElement } from 'lit';
import { defineKit } from '../kit.ts';
import { pageStyles } from '../review/styles.ts';

export function startPage(
  name: string,
  element: new () => LitElement,
  prepare: (page: DOMStringMap) => HTMLElement,
): void {
  defineKit();
  customElements.define(name, element);
  if (pageStyles.styleSheet)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageStyles.styleSheet];
  document.body.append(prepare(document.body.dataset));
}
