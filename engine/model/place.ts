/** Where in a text something stands, by the keys that lead to it. */
import { type Node, propertyOf } from './json-text.ts';

export interface Where {
  readonly path: readonly (string | number)[];
  /** A key of the object at the path. */
  readonly key?: string | undefined;
}

/** The node at a path, or the nearest one above it that is there. */
export function nodeAt(tree: Node, path: readonly (string | number)[]): Node {
  let node = tree;
  for (const key of path) {
    const next = node.type === 'array' ? node.children?.[Number(key)] : propertyOf(node, String(key))?.value;
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** Position of what a problem is about: a key, a value, or where an object opens that lacks something. */
export function placeOf(tree: Node, { path, key }: Where): { offset: number; length: number } {
  const node = nodeAt(tree, path);
  const named = key === undefined ? undefined : propertyOf(node, key)?.key;
  if (named !== undefined) return { offset: named.offset, length: named.length };
  const isBlock = node.type === 'object' || node.type === 'array';
  return { offset: node.offset, length: isBlock ? 1 : node.length };
}

/** Position in the file of a character of a string's value, past the quotes and escapes before it. */
export function offsetInString(text: string, string: Node, index: number): number {
  let at = string.offset + 1;
  for (let seen = 0; seen < index && at < string.offset + string.length - 1; seen++) {
    at += text[at] === '\\' ? (text[at + 1] === 'u' ? 6 : 2) : 1;
  }
  return at;
}
