import assert from 'node:assert/strict';
import { check } from '../../engine/language/language.ts';
import { ask, edges, say, start } from '../simulate/parts.ts';

/** Codes said of a workflow whose handoff `a` can be approved, rejected and sent on these ways. */
function codes(...ways: string[]): string[] {
  const nodes = [start, ask('a', { timeout: '4h' }), say('yes'), say('no'), say('late'), say('legal')];
  const arrows = edges('start>a', 'a>yes:approved', 'a>no:rejected', 'a>late:timeout', ...ways);
  const text = JSON.stringify({ nodes, edges: arrows });
  return check(text, { kind: 'workflow' }).map(({ code }) => code);
}

describe('edges of the handle redirected (R60)', () => {
  it('are known of a handoff, and lead somewhere', () => {
    const said = codes('a>legal:redirected');
    assert.ok(!said.includes('unknown-handle'), said.join());
    assert.ok(!said.includes('unreachable-node'), said.join());
  });
  it('are asked of nobody', () => {
    const said = codes('no>legal');
    for (const code of ['handoff-path-missing', 'silent-path']) assert.ok(!said.includes(code), said.join());
  });
  it('are not known of other nodes', () => {
    assert.ok(codes('yes>legal:redirected').includes('unknown-handle'));
  });
});
