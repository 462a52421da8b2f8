import assert from 'node:assert/strict';
import type { Runnable } from '../../engine/language/document.ts';
import { check } from '../../engine/language/language.ts';
import type { Config } from '../../engine/model/config.ts';

/** What is said of one node behind a trigger, as codes and messages. */
function said(node: object, around: { config?: Config; runnable?: Runnable }): string[] {
  const nodes = [
    { id: 'start', type: 'trigger', triggerType: 'manual' },
    { id: 'n', ...node },
  ];
  const text = JSON.stringify({ nodes, edges: [{ from: 'start', to: 'n' }] });
  return check(text, { kind: 'workflow', ...around })
    .filter(({ code }) => code.startsWith('unknown-'))
    .map(({ code, message }) => `${code}: ${message}`);
}

const runnable = (own: string, files: readonly string[], isAll = true): Runnable => ({
  own,
  files: new Set(files),
  isAll,
});
const sub = (workflow: string) => ({ type: 'sub_workflow', workflow });

describe('what a run goes on with', () => {
  it('is a file of the folder, named from where the workflow stands', () => {
    const around = { runnable: runnable('flows/shop.workflow.json', ['parts/ship.workflow.json']) };
    assert.deepEqual(said(sub('../parts/ship.workflow.json'), around), []);
    assert.deepEqual(said(sub('../parts/shipp.workflow.json'), around), [
      'unknown-workflow: There is no file "../parts/shipp.workflow.json", so a run that gets here goes to a person; did you mean "../parts/ship.workflow.json"?',
    ]);
    assert.deepEqual(said(sub('../parts/other.json'), around), [
      'unknown-workflow: "../parts/other.json" is no workflow file: its name does not end with .workflow.json, so a run that gets here goes to a person.',
    ]);
  });

  it('never lies outside of the folder of the configuration (T15)', () => {
    const around = { runnable: runnable('shop.workflow.json', []) };
    for (const path of ['../out.workflow.json', '/etc/out.workflow.json', 'c:\\out.workflow.json'])
      assert.match(said(sub(path), around).join(), /leads out of the folder of the configuration/, path);
  });

  it('is not ruled out where nobody knows the folder: without a configuration only files beside it are known', () => {
    const around = { runnable: runnable('shop.workflow.json', [], false) };
    assert.deepEqual(said(sub('../out.workflow.json'), around), []);
    assert.deepEqual(said(sub('parts/ship.workflow.json'), around), []);
    assert.equal(said(sub('./ship.workflow.json'), around).length, 1);
    assert.deepEqual(said(sub('./ship.workflow.json'), {}), []);
    assert.deepEqual(said({ type: 'delegate_to_bot', bot: 'nobody' }, around), []);
  });
});

describe('the model that a node asks', () => {
  const model = { baseUrl: 'http://127.0.0.1:1/v1', model: 'm' };
  const config = (...names: string[]): Config => ({
    models: Object.fromEntries(names.map((name) => [name, model])),
  });
  const llm = { type: 'llm', prompt: 'Hello' };

  it('stands in the configuration, also where the node names none', () => {
    assert.deepEqual(said(llm, { config: config('default') }), []);
    assert.match(said(llm, { config: config('small') }).join(), /asks "default".*name one of "small"/);
    assert.match(said({ ...llm, model: 'big' }, { config: {} }).join(), /no model "big"; add it to models/);
  });

  it('is nobody\u2019s matter where none is asked, or nothing is known of models', () => {
    const routes = [{ name: 'a', when: 'user_id' }];
    assert.deepEqual(said({ type: 'router', routes, model: 'big' }, { config: config('default') }), []);
    assert.deepEqual(said(llm, { config: {} }), []);
    assert.deepEqual(said({ ...llm, model: 'big' }, {}), []);
  });
});
