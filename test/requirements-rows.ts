/** What the system has to do, row by row, in our own words; which tests show it is read from their titles. */

export interface Requirement {
  row: number;
  what: string;
  /** Where a reader finds it: a file of the sources or a page here. */
  where: string;
  /** With what it comes, where nothing shows it yet. */
  later?: string;
}

const row = (number: number, what: string, where: string): Requirement => ({ row: number, what, where });

export const REQUIREMENTS: readonly Requirement[] = [
  row(
    1,
    'An action node with `human_handoff` asks a person, its reason filled from variables',
    'workflow.md',
  ),
  row(2, 'Templates `{{a.b}}`; a dollar sign before one stays a dollar sign', 'engine/model/template.ts'),
  row(3, 'Edges by handle; a handoff leaves by approved or rejected', 'engine/model/edges.ts'),
  row(4, 'A trigger starts a run when a message comes in', 'engine/core/start.ts'),
  row(5, 'The auth gate verifies an address before anything sensitive', 'engine/core/nodes/auth-gate.ts'),
  row(6, 'Tools of MCP servers, arguments as JSON with templates', 'engine/core/nodes/mcp-tool.ts'),
  row(7, 'A logic node branches on a condition', 'engine/core/nodes/logic.ts'),
  row(8, 'A node says something to the user', 'engine/core/nodes/send-message.ts'),
  row(9, 'The whole refund story runs on all of its paths', 'examples/refund'),
  row(10, 'Agent loops and delegation to other bots, with handoffs between', 'engine/core/nodes'),
  row(11, 'The human node with prompt, options, time, assignee, priority and context', 'workflow.md'),
  row(12, 'Options to choose from, and a default pair', 'engine/model/handoff-options.ts'),
  row(13, 'Escalation as a word or as an object', 'engine/core/handoff/escalate.ts'),
  row(14, 'Assignees: a person, a role, a team, or a strategy over a pool', 'engine/core/handoff/assign.ts'),
  row(15, 'Strategies: by role, in turn, the least busy', 'engine/core/handoff/assign.ts'),
  row(16, 'Context as deep as needed, with types kept', 'engine/model/template.ts'),
  row(17, 'Context shown side by side, with what matters pointed out', 'webview/review'),
  row(18, 'A form from a JSON Schema, and a typed answer', 'engine/core/handoff/form.ts'),
  row(19, 'Edges with conditions', 'engine/model/condition.ts'),
  row(20, 'A model’s answer with a schema feeds a decision by confidence', 'engine/core/nodes/llm.ts'),
  row(21, 'Several edges into one node, several people one after another', 'engine/core/step.ts'),
  row(22, 'A handoff brings summary, ticket and note', 'engine/core/card'),
  row(23, 'The bot goes on with the operator’s note', 'engine/core/conversation/takeover.ts'),
  row(
    24,
    'Handoffs at the start, in between, at the end, by escalation, and by a person at any time',
    'engine/core',
  ),
  row(25, 'The run pauses on disk, people are told, one handle is taken', 'engine/core/handoff'),
  row(26, 'The user hears that somebody has it', 'engine/core/handoff/holding.ts'),
  row(27, 'A handoff from a workflow or from an agent that could not help', 'engine/core/nodes'),
  row(28, 'The state outlives channels and processes', 'engine/host/journal'),
  row(29, 'Every way in which time can run out', 'engine/core/handoff/escalate.ts'),
  row(30, 'Chains of escalation that end somewhere', 'engine/core/handoff/escalate.ts'),
  row(31, 'Edges that read the answer', 'engine/model/edges.ts'),
  row(32, 'Approval, escalation, spot checks and training data', 'engine/core/review'),
  row(33, 'While a person has the conversation the bot is silent', 'engine/core/conversation'),
  row(34, 'The whole thread goes to the person, in the same window', 'engine/core/conversation'),
  row(35, 'What makes a conversation go to a person', 'workflow.md'),
  row(36, 'A follow-up returns to the same operator', 'engine/core/handoff/assign.ts'),
  row(
    37,
    'A queue of approvals while the agent works on; a message never overwrites paused work',
    'engine/core',
  ),
  row(
    38,
    'An approval with a default when time runs out, and edits before it',
    'engine/core/handoff/edits.ts',
  ),
  row(39, 'Routing by confidence', 'engine/core/nodes/confidence-router.ts'),
  row(40, 'A ladder with authority, context and time per level', 'engine/core/handoff'),
  row(41, 'Deliver now, review later; corrections kept', 'engine/core/review'),
  row(42, 'Samples of finished answers', 'engine/core/review/sample.ts'),
  row(45, 'A crash in the middle is recovered, and somebody is told', 'engine/core/call/effect.ts'),
  row(
    46,
    'Reviewers are told by mail, as the bot prefers; chat and web come with their channels',
    'engine/host/mail',
  ),
  {
    ...row(47, 'A reviewer acts by a link, without signing in to a dashboard', 'engine/host/bridge'),
    later: 'the links of the channels',
  },
  row(48, 'Bot, reason, messages, variables, time and actions are shown', 'webview/review'),
  row(49, 'Rejecting with a reason; labels that fit the domain', 'engine/core/handoff/decide.ts'),
  row(50, 'The five use cases as examples', 'examples'),
  row(52, 'History, risk signals, what was decided before, and a summary in one bundle', 'engine/core/card'),
  row(53, 'Notes on an outcome, for whoever learns from it', 'engine/core/handoff/handle.ts'),
  row(54, 'Usable by everybody: keyboard, spoken labels, contrast', 'webview'),
  row(55, 'A staffed queue with times to keep', 'engine/core/handoff'),
  row(57, 'Risks, history of the customer, similar cases', 'engine/core/card'),
  row(58, 'Request, steps, draft, confidence, flags, options, task', 'engine/core/card/context.ts'),
  row(60, 'Approve, edit, reject, escalate, redirect', 'engine/core/handoff'),
  row(62, 'Order by urgency, turns among reviewers, batches', 'engine/core/handoff'),
  row(63, 'An audit trail, and owners who are told', 'engine/host/journal'),
  row(66, 'Each record says who, what, when, why and with what outcome', 'engine/main/audit'),
  row(67, 'Measures of people’s part in the work', 'engine/core/measure'),
  row(68, 'Thresholds suggested from what was decided', 'engine/core/measure/thresholds.ts'),
  row(69, 'Oversight where law asks for it', 'engine/language/checks/regulated-without-human.ts'),
  row(
    71,
    'Trigger, context, actions, responsibility, escalation, logging, recovery: all there for a handoff',
    'test/simulate',
  ),
  row(80, 'A language service for workflow files', 'engine/language'),
  row(81, 'A graph beside the text', 'webview/graph'),
  row(82, 'A local engine with sql.js', 'engine/host/projection'),
  row(83, 'Queue and review panel in VS Code', 'extension'),
  row(84, 'A bridge for bots and chat adapters', 'engine/host/bridge'),
  row(85, '“Resume Handoff” in the palette', 'extension/commands/resume.ts'),
  row(86, 'Simulated conversations', 'engine/simulate'),
  row(87, 'The named packages', 'package.json'),
];
