/** Every check that runs on a workflow; a new one is a file and a line here, and a row in `rules.ts`. */
import type { Check } from './check.ts';
import { autoApproveIrreversible } from './checks/auto-approve-irreversible.ts';
import { botSpeaksDuringTakeover } from './checks/bot-speaks-during-takeover.ts';
import { deadEnd } from './checks/dead-end.ts';
import { duplicateBot } from './checks/duplicate-bot.ts';
import { emptyPool } from './checks/empty-pool.ts';
import { endlessLoop } from './checks/endless-loop.ts';
import { escalationNotLonger } from './checks/escalation-not-longer.ts';
import { escalationWithoutFinalAction } from './checks/escalation-without-final-action.ts';
import { escalationWithoutVote } from './checks/escalation-without-vote.ts';
import { guardIgnoresDecision } from './checks/guard-ignores-decision.ts';
import { handoffPathMissing } from './checks/handoff-path-missing.ts';
import { hiddenEscalation } from './checks/hidden-escalation.ts';
import { invalidArgumentsJson } from './checks/invalid-arguments-json.ts';
import { invalidDuration } from './checks/invalid-duration.ts';
import { invalidExpression } from './checks/invalid-expression.ts';
import { maybeUndefinedVariable } from './checks/maybe-undefined-variable.ts';
import { missingTrigger } from './checks/missing-trigger.ts';
import { noAlternativeContact } from './checks/no-alternative-contact.ts';
import { noDefaultEdge } from './checks/no-default-edge.ts';
import { noEditOption } from './checks/no-edit-option.ts';
import { noHoldingMessage } from './checks/no-holding-message.ts';
import { noTimeout } from './checks/no-timeout.ts';
import { onlySuccessWired } from './checks/only-success-wired.ts';
import { regulatedWithoutHuman } from './checks/regulated-without-human.ts';
import { samePersonTwice } from './checks/same-person-twice.ts';
import { secretInNotification } from './checks/secret-in-notification.ts';
import { silentPath } from './checks/silent-path.ts';
import { staticReason } from './checks/static-reason.ts';
import { takeoverWithoutReturn } from './checks/takeover-without-return.ts';
import { typeMismatch } from './checks/type-mismatch.ts';
import { undefinedVariable } from './checks/undefined-variable.ts';
import { unescapedArgument } from './checks/unescaped-argument.ts';
import { unguardedSideEffect } from './checks/unguarded-side-effect.ts';
import { unknownAssignee } from './checks/unknown-assignee.ts';
import { unknownBot } from './checks/unknown-bot.ts';
import { unknownHandle } from './checks/unknown-handle.ts';
import { unknownModel } from './checks/unknown-model.ts';
import { unknownWorkflow } from './checks/unknown-workflow.ts';
import { unreachableNode } from './checks/unreachable-node.ts';
import { unverifiedHandoff } from './checks/unverified-handoff.ts';
import { urgentButSlow } from './checks/urgent-but-slow.ts';
import { vagueReason } from './checks/vague-reason.ts';
import { writtenByTwoBranches } from './checks/written-by-two-branches.ts';

export const CHECKS: readonly Check[] = [
  autoApproveIrreversible,
  botSpeaksDuringTakeover,
  deadEnd,
  duplicateBot,
  emptyPool,
  endlessLoop,
  escalationNotLonger,
  escalationWithoutFinalAction,
  escalationWithoutVote,
  guardIgnoresDecision,
  handoffPathMissing,
  hiddenEscalation,
  invalidArgumentsJson,
  invalidDuration,
  invalidExpression,
  maybeUndefinedVariable,
  missingTrigger,
  noAlternativeContact,
  noDefaultEdge,
  noEditOption,
  noHoldingMessage,
  noTimeout,
  onlySuccessWired,
  regulatedWithoutHuman,
  samePersonTwice,
  secretInNotification,
  silentPath,
  staticReason,
  takeoverWithoutReturn,
  typeMismatch,
  undefinedVariable,
  unescapedArgument,
  unguardedSideEffect,
  unknownAssignee,
  unknownBot,
  unknownHandle,
  unknownModel,
  unknownWorkflow,
  unreachableNode,
  unverifiedHandoff,
  urgentButSlow,
  vagueReason,
  writtenByTwoBranches,
];
