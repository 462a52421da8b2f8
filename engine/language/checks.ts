/** Every check that runs on a workflow; a new one is a file and a line here, and a row in `rules.ts`. */
import type { Check } from './check.ts';
import { emptyPool } from './checks/empty-pool.ts';
import { escalationWithoutFinalAction } from './checks/escalation-without-final-action.ts';
import { handoffPathMissing } from './checks/handoff-path-missing.ts';
import { invalidArgumentsJson } from './checks/invalid-arguments-json.ts';
import { invalidDuration } from './checks/invalid-duration.ts';
import { invalidExpression } from './checks/invalid-expression.ts';
import { missingTrigger } from './checks/missing-trigger.ts';
import { undefinedVariable } from './checks/undefined-variable.ts';
import { unknownAssignee } from './checks/unknown-assignee.ts';
import { unknownHandle } from './checks/unknown-handle.ts';
import { unreachableNode } from './checks/unreachable-node.ts';

export const CHECKS: readonly Check[] = [
  emptyPool,
  escalationWithoutFinalAction,
  handoffPathMissing,
  invalidArgumentsJson,
  invalidDuration,
  invalidExpression,
  missingTrigger,
  undefinedVariable,
  unknownAssignee,
  unknownHandle,
  unreachableNode,
];
