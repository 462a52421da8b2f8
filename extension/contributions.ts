/**
 * Every name that package.json and the code share: commands, views, settings, context keys. A test compares this table
 * with package.json in both directions, so a name written here and nowhere else (or the other way round) fails it.
 */
export const COMMANDS = {
  approve: 'handoff.approve',
  reject: 'handoff.reject',
  open: 'handoff.open',
  resume: 'handoff.resume',
  startEngine: 'handoff.startEngine',
  stopEngine: 'handoff.stopEngine',
  signIn: 'handoff.signIn',
  signOut: 'handoff.signOut',
  showLog: 'handoff.showLog',
  adoptStore: 'handoff.adoptStore',
  openGraph: 'handoff.openGraph',
  runScenarios: 'handoff.runScenarios',
  useText: 'handoff.useText',
  escalate: 'handoff.escalate',
  reassign: 'handoff.reassign',
  redirect: 'handoff.redirect',
  askBack: 'handoff.askBack',
  addNote: 'handoff.addNote',
  claim: 'handoff.claim',
  release: 'handoff.release',
  undo: 'handoff.undo',
  decideSelected: 'handoff.decideSelected',
  takeOver: 'handoff.takeOver',
  returnToBot: 'handoff.returnToBot',
  haltEffects: 'handoff.haltEffects',
  resumeEffects: 'handoff.resumeEffects',
  showHistory: 'handoff.showHistory',
  showChanges: 'handoff.showChanges',
  migrateRun: 'handoff.migrateRun',
  /** Takes a `Talk` of commands/target.ts, or asks. */
  openConversation: 'handoff.openConversation',
  /** Takes an `Answer` of commands/target.ts, or asks. */
  openReviewOf: 'handoff.openReviewOf',
  /** May take `{ node }`, the id of a node that asks a person. */
  openOversight: 'handoff.openOversight',
  saveReviews: 'handoff.saveReviews',
} as const;
export type CommandName = keyof typeof COMMANDS;

export const VIEWS = {
  container: 'handoff',
  queue: 'handoff.queue',
  review: 'handoff.review',
  conversation: 'handoff.conversation',
  oversight: 'handoff.oversight',
  graph: 'handoff.graph',
} as const;

export const SETTINGS = {
  engineLifetime: 'handoff.engine.lifetime',
  engineUrl: 'handoff.engine.url',
  decidedShown: 'handoff.queue.decidedShown',
  codeLens: 'handoff.language.codeLens',
  edgeHints: 'handoff.language.edgeHints',
} as const;

/** How long the engine stays: while a window is connected, while anything waits or is due, or until it is stopped. */
export const LIFETIMES = ['window', 'waiting', 'always'] as const;
export type Lifetime = (typeof LIFETIMES)[number];

/** Context keys set by the extension, each with every value it can take. */
export const CONTEXT_KEYS = {
  /** What the queue view is about right now; the welcome texts depend on it. */
  'handoff.state': [
    'no-folder',
    'no-config',
    'untrusted',
    'engine-off',
    'connecting',
    'live',
    'stale',
    'read-only',
    'incompatible',
    'error',
  ],
  'handoff.signedIn': [true, false],
  /** Effects are stopped by a person. */
  'handoff.halted': [true, false],
  /** Some rows of the queue are checked for one decision. */
  'handoff.checked': [true, false],
} as const;
export type ContextKey = keyof typeof CONTEXT_KEYS;
export type QueueState = (typeof CONTEXT_KEYS)['handoff.state'][number];

/** `viewItem` values of the queue's rows; the menus of package.json ask for them. */
export const ITEM_KINDS = [
  'folder',
  'group',
  'assignee',
  'handoff.decidable',
  'handoff.claimed',
  'handoff.open',
  'handoff.takeover',
  'handoff.undoable',
  'handoff.closed',
  'talk.mine',
  'talk.other',
  'answer',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const CONFIG_FILE = 'handoff.config.json';
