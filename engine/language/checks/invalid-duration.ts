import { parseDuration } from '../../model/duration.ts';
import { type Check, finding } from '../check.ts';
import { isHandoff } from '../handoffs.ts';

/** Every length of time can be read. */
export const invalidDuration: Check = (document) =>
  [...document.workflow.nodes.values()].filter(isHandoff).flatMap((node) => {
    const { timeout, escalation, levels = [] } = node.fields;
    const lengths: [readonly (string | number)[], string | undefined][] = [
      [['timeout'], timeout],
      [['escalation', 'timeout'], typeof escalation === 'object' ? escalation.timeout : undefined],
      ...levels.map((level, index): [readonly (string | number)[], string | undefined] => [
        ['levels', index, 'timeout'],
        level.timeout,
      ]),
    ];
    return lengths.flatMap(([path, length]) => {
      if (length === undefined || parseDuration(length) !== undefined) return [];
      const message = `"${length}" is no length of time; write 30s, 15m, 4h, 7d, 1d 12h or PT4H.`;
      return [
        finding('invalid-duration', message, document.field(node, path) ?? document.idOf(node), node.id),
      ];
    });
  });
