import assert from 'node:assert/strict';
import { follow, PLAIN } from '../../engine/model/edges.ts';
import { scopeOf } from '../../engine/model/path.ts';
import { read } from '../../engine/model/read.ts';

type EdgeText = { to: string; sourceHandle?: string; when?: string; type?: string };

/** What follows node `a`: the targets, or why nothing does. */
function taken(
  handle: string,
  edges: readonly EdgeText[],
  values: Record<string, unknown> = {},
  ownResult: readonly string[] = ['response', 'error', 'result'],
): string {
  const targets = [...new Set(edges.map(({ to }) => to))];
  const nodes = ['a', ...targets].map((id) => ({ id, type: 'send_message', message: 'x' }));
  const { workflow, problems } = read(
    JSON.stringify({ nodes, edges: edges.map((edge) => ({ from: 'a', ...edge })) }),
  );
  assert.ok(workflow, JSON.stringify(problems));
  const choice = follow(workflow, 'a', handle, scopeOf(values), ownResult);
  return choice.kind === 'taken' ? choice.edges.map(({ target }) => target).join(' ') : choice.kind;
}

const TRUE = 'n > 1';
const FALSE = 'n > 5';
const DOUBT = 'missing > 1';
const n = { n: 2 };

describe('the edges of a handle', () => {
  it('come first', () => {
    assert.equal(
      taken(
        'approved',
        [{ to: 'plain' }, { to: 'when', when: TRUE }, { to: 'own', sourceHandle: 'approved' }],
        n,
      ),
      'own',
    );
  });

  it('with when are asked in the order of the file, and the first true one is taken alone', () => {
    const edges = [
      { to: 'always', sourceHandle: 'approved' },
      { to: 'no', sourceHandle: 'approved', when: FALSE },
      { to: 'first', sourceHandle: 'approved', when: TRUE },
      { to: 'second', sourceHandle: 'approved', when: TRUE },
    ];
    assert.equal(taken('approved', edges, n), 'first');
  });

  it('without when are taken together as branches where no when of the handle is true', () => {
    const edges = [
      { to: 'one', sourceHandle: 'approved' },
      { to: 'no', sourceHandle: 'approved', when: FALSE },
      { to: 'two', sourceHandle: 'approved' },
    ];
    assert.equal(taken('approved', edges, n), 'one two');
  });

  it('are not those of another handle', () => {
    assert.equal(taken('rejected', [{ to: 'yes', sourceHandle: 'approved' }]), 'none');
  });
});

describe('edges with when alone', () => {
  it('follow where the handle has none: the first true one', () => {
    const edges = [
      { to: 'plain' },
      { to: 'no', when: FALSE },
      { to: 'first', when: TRUE },
      { to: 'second', when: TRUE },
    ];
    assert.equal(taken('approved', edges, n), 'first');
    assert.equal(taken(PLAIN, edges, n), 'first');
  });

  it('are asked after rejected, failed, timeout and error only where they read this result', () => {
    for (const handle of ['rejected', 'failed', 'timeout', 'error']) {
      assert.equal(taken(handle, [{ to: 'x', when: TRUE }], n), 'none', handle);
      assert.equal(
        taken(handle, [{ to: 'x', when: 'response.approved == false' }], { response: { approved: false } }),
        'x',
        handle,
      );
      assert.equal(taken(handle, [{ to: 'x', when: 'result == 1' }], { result: 1 }), 'x', handle);
      assert.equal(
        taken(handle, [{ to: 'x', when: 'error.type == "t"' }], { error: { type: 't' } }),
        'x',
        handle,
      );
      assert.equal(
        taken(handle, [{ to: 'x', when: '"{{response.decision}}!" == "reject!"' }], {
          response: { decision: 'reject' },
        }),
        'x',
        handle,
      );
    }
  });
});

describe('plain edges', () => {
  it('are taken last, all of them', () => {
    assert.equal(taken('submitted', [{ to: 'one' }, { to: 'no', when: FALSE }, { to: 'two' }], n), 'one two');
    assert.equal(taken(PLAIN, [{ to: 'one' }, { to: 'two' }]), 'one two');
  });

  it('are never taken after rejected, failed, timeout and error', () => {
    for (const handle of ['rejected', 'failed', 'timeout', 'error'])
      assert.equal(taken(handle, [{ to: 'x' }]), 'none');
  });

  it('are those of on_success too', () => {
    assert.equal(taken(PLAIN, [{ to: 'x', type: 'on_success' }]), 'x');
  });
});

describe('edges of on_failure', () => {
  it('belong to error and to nothing else', () => {
    assert.equal(taken('error', [{ to: 'x', type: 'on_failure' }]), 'x');
    assert.equal(taken(PLAIN, [{ to: 'x', type: 'on_failure' }]), 'none');
  });
});

describe('a condition that cannot be decided (I16)', () => {
  it('stops the branch where no when is true, instead of taking plain edges', () => {
    assert.equal(taken(PLAIN, [{ to: 'pay' }, { to: 'ask', when: DOUBT }]), 'undecidable');
    assert.equal(
      taken('approved', [
        { to: 'pay', sourceHandle: 'approved' },
        { to: 'ask', sourceHandle: 'approved', when: DOUBT },
      ]),
      'undecidable',
    );
  });

  it('does not matter where another when is true, before it or after it', () => {
    assert.equal(
      taken(
        PLAIN,
        [
          { to: 'ask', when: DOUBT },
          { to: 'x', when: TRUE },
        ],
        n,
      ),
      'x',
    );
    assert.equal(
      taken(
        PLAIN,
        [
          { to: 'x', when: TRUE },
          { to: 'ask', when: DOUBT },
        ],
        n,
      ),
      'x',
    );
  });

  it('is just not taken after rejected, failed, timeout and error', () => {
    for (const handle of ['rejected', 'failed', 'timeout', 'error']) {
      assert.equal(taken(handle, [{ to: 'x', when: 'response.score > 3' }]), 'none', handle);
      const edges = [
        { to: 'x', sourceHandle: handle, when: DOUBT },
        { to: 'sorry', sourceHandle: handle },
      ];
      assert.equal(taken(handle, edges), 'sorry', handle);
    }
  });

  it('is what a condition that cannot be read is', () => {
    assert.equal(taken(PLAIN, [{ to: 'pay' }, { to: 'ask', when: 'n >' }]), 'undecidable');
  });
});

describe('modify and edit', () => {
  it('take the edges of approved where they have none of their own (R12)', () => {
    for (const handle of ['modify', 'edit']) {
      assert.equal(taken(handle, [{ to: 'x', sourceHandle: 'approved' }, { to: 'plain' }]), 'x');
      assert.equal(
        taken(handle, [
          { to: 'x', sourceHandle: 'approved' },
          { to: 'own', sourceHandle: handle },
        ]),
        'own',
      );
    }
  });

  it('are the only ones that do', () => {
    assert.equal(taken('other', [{ to: 'x', sourceHandle: 'approved' }]), 'none');
  });
});

describe('a handle without edges', () => {
  it('leads nowhere', () => {
    assert.equal(taken('timeout', []), 'none');
    assert.equal(taken('approved', [{ to: 'x', sourceHandle: 'timeout' }]), 'none');
  });
});
