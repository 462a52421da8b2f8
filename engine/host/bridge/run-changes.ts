/** How a run's definition differs from today's, as the bridge shows it. */
import type { RunChanges } from '../../../schemas/protocol/views.ts';
import type { Run, State } from '../../core/state.ts';
import type { Engine } from '../../run/engine.ts';

export function runChanges(
  state: State,
  run: Run,
  { current, changes }: ReturnType<Engine['changes']>,
): RunChanges {
  const { path = run.workflow, text = '' } = state.definitions.get(run.workflow) ?? {};
  const about = {
    run: run.id,
    pinned: { hash: run.workflow, path, text },
    current: current ? { hash: current.hash, path: current.path, text: current.text } : null,
  };
  if (current?.hash === run.workflow)
    return {
      ...about,
      verdict: 'same',
      why: ['The run has the definition of today.'],
      nodes: { added: [], removed: [], changed: [] },
      mapping: [],
    };
  if (changes) return { ...about, ...changes };
  return {
    ...about,
    verdict: 'needs-mapping',
    why: ['Its bot has no definition today that can be run.'],
    nodes: { added: [], removed: [], changed: [] },
    mapping: Object.values(run.branches).map(({ node }) => ({ node, suggestion: null })),
  };
}
