/** Items of a workflow's lists. Each knows only its own text, so an edit elsewhere leaves what is known of it as it is. */
import { type Node, parseTree } from 'jsonc-parser';
import { conditionOf, type Expression } from '../../model/condition.ts';
import { plainValue, propertyOf } from '../../model/json-text.ts';
import type { Output } from '../../model/node-outputs.ts';
import { typedOutputsOf } from '../../model/node-table.ts';
import { read } from '../../model/read.ts';
import { ANY } from '../../model/value-type.ts';
import type { WorkflowNode } from '../../model/workflow.ts';
import { variablesSetBy } from '../variables.ts';

/** Offsets are those of the item's own text. */
export interface Item {
  readonly text: string;
  readonly tree: Node | undefined;
}

export interface NodeItem extends Item {
  readonly id: string | undefined;
  /** The type as it is declared. */
  readonly type: string | undefined;
  /** The node as it is understood; of unknown type where its fields do not fit. */
  readonly node: WorkflowNode | undefined;
  /** What it sets; equal for as long as nothing about it changes. */
  readonly outputs: readonly Output[];
}

export interface EdgeItem extends Item {
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly handle: string | undefined;
  readonly when: Expression | undefined;
}

/** As much of a tree as a text gives; none where it is too large or nested too deeply. */
export function tolerantTree(text: string): Node | undefined {
  if (!isParseable(text)) return undefined;
  return parseTree(text, [], { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true });
}

/** Larger and deeper texts are not parsed: the parser recurses. */
export function isParseable(text: string): boolean {
  if (text.length > LONGEST) return false;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length && deepest <= DEEPEST; at++) {
    const code = text.charCodeAt(at);
    if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return deepest <= DEEPEST;
}

const LONGEST = 8_000_000;
const DEEPEST = 400;

export class ReadNode implements NodeItem {
  readonly text: string;
  #tree: { is: Node | undefined } | undefined;
  #node: { is: WorkflowNode | undefined } | undefined;
  #outputs: readonly Output[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get tree(): Node | undefined {
    this.#tree ??= { is: tolerantTree(this.text) };
    return this.#tree.is;
  }

  get id(): string | undefined {
    return textOf(this.tree, 'id');
  }

  get type(): string | undefined {
    return textOf(this.tree, 'type');
  }

  get node(): WorkflowNode | undefined {
    this.#node ??= { is: readNode(this) };
    return this.#node.is;
  }

  get outputs(): readonly Output[] {
    this.#outputs ??= outputsOf(this.node);
    return this.#outputs;
  }
}

export class ReadEdge implements EdgeItem {
  readonly text: string;
  readonly tree: Node | undefined;
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly handle: string | undefined;
  #when: { is: Expression | undefined } | undefined;

  constructor(text: string) {
    this.text = text;
    this.tree = tolerantTree(text);
    this.source = textOf(this.tree, 'source') ?? textOf(this.tree, 'from');
    this.target = textOf(this.tree, 'target') ?? textOf(this.tree, 'to');
    this.handle =
      textOf(this.tree, 'type') === 'on_failure' ? 'error' : textOf(this.tree, 'sourceHandle') || undefined;
  }

  get when(): Expression | undefined {
    const source = textOf(this.tree, 'when');
    this.#when ??= { is: source === undefined ? undefined : conditionOf(source) };
    return this.#when.is;
  }
}

/** A member's text, if it is one. */
export function textOf(tree: Node | undefined, name: string): string | undefined {
  const value: unknown = propertyOf(tree, name)?.value.value;
  return typeof value === 'string' ? value : undefined;
}

function readNode({ text, tree, id, type }: NodeItem): WorkflowNode | undefined {
  if (tree === undefined || id === undefined || type === undefined) return undefined;
  const understood = read(`{"nodes":[${text}]}`).draft.nodes.get(id);
  if (understood !== undefined) return understood;
  const plain = plainValue(tree) as Readonly<Record<string, unknown>>;
  const { data, ...flat } = plain;
  const fields = { ...flat, ...(typeof data === 'object' ? data : {}) };
  return { id, type: 'unknown', declaredType: type, fields };
}

function outputsOf(node: WorkflowNode | undefined): readonly Output[] {
  if (node === undefined) return [];
  if (node.type === 'unknown') return variablesSetBy(node).map((name) => ({ name, type: ANY }));
  return typedOutputsOf(node);
}
