/** What a quick fix does, as data: checks propose it, `write.ts` turns it into edits of the text. */

interface Span {
  readonly offset: number;
  readonly length: number;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Step =
  /** Puts a text in a place, else where the diagnostic stands, as it is to stand in the file. */
  | { readonly do: 'replace'; readonly text: string; readonly place?: Span }
  /** Sets a field of a node, in the shape the node is written in; `undefined` takes it out. */
  | {
      readonly do: 'set';
      readonly node: string;
      readonly path: readonly (string | number)[];
      readonly value?: Json;
    }
  | { readonly do: 'set-edge'; readonly edge: number; readonly key: string; readonly value: Json }
  | {
      readonly do: 'add-node';
      readonly id: string;
      readonly type: string;
      readonly fields: Readonly<Record<string, Json>>;
    }
  | {
      readonly do: 'add-edge';
      readonly from: string;
      readonly to: string;
      readonly handle?: string;
      readonly when?: string;
    }
  /** Lets every edge that leads to one node lead to another. */
  | { readonly do: 'lead-to'; readonly from: string; readonly to: string }
  /** Takes nodes out with all their edges. */
  | { readonly do: 'remove-nodes'; readonly nodes: readonly string[] }
  | { readonly do: 'remove-edge'; readonly edge: number };

export interface Plan {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Puts a text in the place of what the diagnostic stands at. */
export function replacing(title: string, text: string): Plan {
  return { title, steps: [{ do: 'replace', text }] };
}

/** Sets one field of a node. */
export function setting(title: string, node: string, path: readonly (string | number)[], value: Json): Plan {
  return { title, steps: [{ do: 'set', node, path, value }] };
}
