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
} as const;
export type CommandName = keyof typeof COMMANDS;

export const VIEWS = {
  container: 'handoff',
  queue: 'handoff.queue',
  review: 'handoff.review',
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
} as const;
export type ContextKey = keyof typeof CONTEXT_KEYS;
export type QueueState = (typeof CONTEXT_KEYS)['handoff.state'][number];

/** `viewItem` values of the queue's rows; the menus of package.json ask for them. */
export const ITEM_KINDS = ['folder', 'group', 'handoff.decidable', 'handoff.open', 'handoff.closed'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const CONFIG_FILE = 'handoff.config.json';
