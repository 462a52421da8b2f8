/** What each key does while the drawing has the focus. */
import type { Step } from './walk.ts';

export type KeyAction =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'zoom'; readonly direction: 1 | -1 }
  | { readonly kind: 'jump' | 'fold' | 'fit' | 'search' | 'leave' };

const KEYS: Readonly<Record<string, KeyAction>> = {
  ArrowDown: { kind: 'step', step: 'down' },
  ArrowUp: { kind: 'step', step: 'up' },
  ArrowLeft: { kind: 'step', step: 'left' },
  ArrowRight: { kind: 'step', step: 'right' },
  Home: { kind: 'step', step: 'first' },
  End: { kind: 'step', step: 'last' },
  '+': { kind: 'zoom', direction: 1 },
  '=': { kind: 'zoom', direction: 1 },
  '-': { kind: 'zoom', direction: -1 },
  Enter: { kind: 'jump' },
  ' ': { kind: 'fold' },
  '0': { kind: 'fit' },
  '/': { kind: 'search' },
  Escape: { kind: 'leave' },
};

/** Keys with Ctrl, Alt or the command key belong to the editor. */
export function keyAction({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): KeyAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  return Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
}
