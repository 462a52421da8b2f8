/** Rules about people, decisions and who may act without one. */
import type { Rule } from '../rules.ts';

export const HANDOFF_RULES = {
  'vague-reason': {
    severity: 'warning',
    title: 'Question that does not say what is asked',
    text: 'The person who decides reads this in a notification and should not have to look elsewhere: what is asked, for whom, how much.',
    loadable: true,
  },
  'static-reason': {
    severity: 'warning',
    title: 'Question that never changes',
    text: 'The text says the same for every case, and nothing is shown beside it. Name the case with variables, or add a context.',
    loadable: true,
  },
  'no-holding-message': {
    severity: 'hint',
    title: 'No holding message of your own',
    text: 'While a person decides, the user hears a general sentence. Say in your own words who looks at it, how long that takes and whom to ask if it is urgent. An empty text says nothing on purpose.',
    loadable: true,
  },
  'silent-path': {
    severity: 'warning',
    title: 'Way on which the user hears nothing',
    text: 'After a decision, a timeout or a failure there is a way that ends without a message. The way is shown. Send a message on it. An explicitly empty holding message says that nobody waits, and reviews after the fact are not meant.',
    assumes:
      'The engine itself tells the user of a run that failed; agents, other bots and sub-workflows say something; of branches that run at once one message is enough.',
    loadable: true,
  },
  'unguarded-side-effect': {
    severity: 'warning',
    title: 'Money, deletion or publication without a person',
    text: 'There is a way to this call on which nobody has agreed. The way is shown. Put a handoff on it, or a condition that hands the large cases to a person. A policy of the configuration that asks somebody is enough too.',
    assumes:
      'What a tool does follows from the configuration, else from its name; a condition that reads what the call reads, and whose other side asks a person, says what its author means.',
    loadable: true,
  },
  'unverified-handoff': {
    severity: 'warning',
    title: 'Sensitive decision about somebody unknown',
    text: 'A person is asked for something sensitive, and on the way shown nobody has checked who is asking: the reviewer sees a name of a chat platform. Put an auth_gate before it.',
    assumes: 'Runs that are started without a message are started by somebody known.',
    loadable: true,
  },
  'no-alternative-contact': {
    severity: 'hint',
    title: 'No other contact while waiting',
    text: 'The holding message names no address, number or link for urgent cases.',
    loadable: true,
  },
  'no-edit-option': {
    severity: 'hint',
    title: 'Draft that cannot be put right',
    text: 'A person who sees a draft with one wrong word can only refuse it. Offer `edit`, which goes the way of approval with the changed text.',
    loadable: true,
  },
  'no-timeout': {
    severity: 'hint',
    title: 'Waits for ever',
    text: 'Nothing happens when nobody answers. Add a timeout and what holds then.',
    loadable: true,
  },
  'invalid-duration': {
    severity: 'error',
    title: 'Not a length of time',
    text: 'Write 30s, 15m, 4h, 7d, 1d 12h or PT4H.',
    loadable: true,
  },
  'escalation-without-final-action': {
    severity: 'error',
    title: 'Escalation without an end',
    text: 'When the next person does not answer either, something has to hold. Add final_action, and let no clocks lead round in a circle.',
    loadable: true,
  },
  'escalation-without-vote': {
    severity: 'warning',
    title: 'Escalation to somebody whose yes decides nothing',
    text: 'Groups give every vote that `approvals` asks for, and nobody stands in for a group. Whoever it goes up to may refuse and may hurry the others, but if the groups do not answer, their yes does not help. Escalate to somebody of a group, or leave it to them and say in `final_action` what holds.',
    assumes: 'Groups have the members that the configuration lists.',
    loadable: true,
  },
  'auto-approve-irreversible': {
    severity: 'error',
    title: 'Clock that would approve what cannot be undone',
    text: 'The approved path reaches an irreversible call before another person. The engine does not let a clock do that: it takes the handle `timeout` instead. Write what really happens.',
    assumes:
      'A tool is irreversible unless the configuration says otherwise or, without one, its name reads only.',
    loadable: true,
  },
  'escalation-not-longer': {
    severity: 'warning',
    title: 'Next level with no more time',
    text: 'Whoever comes later has to be found first and knows less of the case. Give each level more time than the one before.',
    loadable: true,
  },
  'unknown-assignee': {
    severity: 'error',
    title: 'Unknown person, role or team',
    text: 'The configuration lists no such person, or nobody with this role or team.',
    loadable: true,
  },
  'empty-pool': {
    severity: 'error',
    title: 'Nobody in the pool',
    text: 'A strategy chooses one person of the pool, and nobody is in it. Add people to it.',
    loadable: true,
  },
  'same-person-twice': {
    severity: 'warning',
    title: 'Second approval by the same person',
    text: 'Two looks by one person are one look. Ask somebody else, or escalate to somebody who did not have it before.',
    assumes: 'Roles and teams have the members that the configuration lists.',
    loadable: true,
  },
  'urgent-but-slow': {
    severity: 'warning',
    title: 'Urgent, and may wait long',
    text: 'The handoff is urgent and may wait more than four hours before anything happens. Shorten the timeout, or lower the priority.',
    loadable: true,
  },
  'bot-speaks-during-takeover': {
    severity: 'error',
    title: 'Bot that speaks while a person has the conversation',
    text: 'A branch that runs at the same time has something to say while a person owns the conversation. The engine keeps the bot quiet, so nobody hears it. Say it before the takeover, or after the return.',
    assumes: 'Branches that run at once may take any time.',
    loadable: true,
  },
  'takeover-without-return': {
    severity: 'warning',
    title: 'Takeover without a return',
    text: 'When the person hands the conversation back, the node ends with `returned` and nothing follows. Add an edge, so that the bot goes on with the note it was given.',
    loadable: true,
  },
  'regulated-without-human': {
    severity: 'warning',
    title: 'Regulated decision without a person',
    text: 'The workflow is about hiring, credit, law, medicine or critical infrastructure, and what a model gives is said or done before a person has seen it. Article 14 of the EU AI Act asks for human oversight there.',
    assumes: 'The domain follows from the words of the workflow: its name, labels and prompts.',
    loadable: true,
  },
  'hidden-escalation': {
    severity: 'warning',
    title: 'Only a model decides whether a person is asked',
    text: 'Every way into this handoff is a model\u2019s own choice, which nobody can read or test. Add a rule: a threshold, a keyword, or the user\u2019s own wish. A confidence that is compared with a number counts as one.',
    loadable: true,
  },
} as const satisfies Record<string, Rule>;
