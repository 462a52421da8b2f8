/** The steps of a workflow's text, in both of its shapes, as far as they can be read. Pure. */
import { findNodeAtLocation, getNodeValue, type Node as JsonNode, parseTree } from 'jsonc-parser';

export interface Step {
  id: string;
  type: string;
  /** Whether it asks a person. */
  asks: boolean;
  /** Where its `id` stands in the text. */
  offset: number;
}

export function stepsOf(text: string): Step[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const nodes = root && findNodeAtLocation(root, ['nodes']);
  return (nodes?.children ?? []).flatMap((node) => {
    const [id, type] = [member(node, 'id'), member(node, 'type')];
    if (!id || typeof id.value !== 'string' || typeof type?.value !== 'string') return [];
    const actionType = member(node, 'data', 'actionType') ?? member(node, 'actionType');
    const asks = type.value === 'human' || actionType?.value === 'human_handoff';
    return [{ id: id.value, type: type.value, asks, offset: id.offset }];
  });
}

function member(node: JsonNode, ...path: string[]): { value: unknown; offset: number } | undefined {
  const found = findNodeAtLocation(node, path);
  return found && { value: getNodeValue(found) as unknown, offset: found.offset };
}
