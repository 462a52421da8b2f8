import assert from 'node:assert/strict';
import { definition, references, rename, renameable } from '../../../engine/language/editor.ts';
import { CONFIG, type Marked, marked, refund, SCENARIO } from './marked.ts';

/** Our files with one place of one of them marked. */
function at(from: string, to: string, name = 'refund.workflow.json'): Marked {
  const files: Record<string, string> = {
    'refund.workflow.json': refund(),
    'refund.scenario.json': SCENARIO,
    'handoff.config.json': CONFIG,
  };
  const text = files[name] ?? '';
  assert.ok(text.includes(from), from);
  files[name] = text.replace(from, to);
  return marked(files);
}

function told(
  { folder }: Marked,
  places: readonly { uri: string; range: { start: object; end: object } }[],
): string[] {
  return places.map(({ uri, range }) => {
    const file = folder.files().find((each) => each.uri === uri);
    const { lines, text } = file ?? assert.fail(uri);
    const start = lines.offsetAt(range.start as never);
    return `${uri.slice(13)} ${text.slice(text.lastIndexOf('"', start - 1), lines.offsetAt(range.end as never) + 1)}`;
  });
}

function renamed(place: Marked, to: string): Record<string, string> {
  const result = rename(place.file, place.offset, to, place.folder);
  assert.equal(result.kind, 'edit', result.kind === 'refused' ? result.why : '');
  const texts = place.folder.files().map((file) => {
    const edits = (result.kind === 'edit' ? result.edit.changes?.[file.uri] : undefined) ?? [];
    const text = edits
      .toReversed()
      .reduce(
        (done, { range, newText }) =>
          done.slice(0, file.lines.offsetAt(range.start)) +
          newText +
          done.slice(file.lines.offsetAt(range.end)),
        file.text,
      );
    return [file.uri.slice(13), text];
  });
  return Object.fromEntries(texts);
}

describe('definitions and references', () => {
  it('lead from an edge, a template, a scenario and a configuration to where the name is made', () => {
    const edge = at('"target": "review"', '"target": "rev|iew"');
    assert.deepEqual(told(edge, definition(edge.file, edge.offset, edge.folder)), [
      'refund.workflow.json "review"',
    ]);
    const template = at('{{order.total}}', '{{ord|er.total}}');
    assert.deepEqual(told(template, definition(template.file, template.offset, template.folder)), [
      'refund.workflow.json "order"',
    ]);
    const scenario = at('"handoff":"review"', '"handoff":"rev|iew"', 'refund.scenario.json');
    assert.deepEqual(told(scenario, definition(scenario.file, scenario.offset, scenario.folder)), [
      'refund.workflow.json "review"',
    ]);
    const config = at('["order.total"]', '["or|der.total"]', 'handoff.config.json');
    assert.deepEqual(told(config, definition(config.file, config.offset, config.folder)), [
      'refund.workflow.json "order"',
    ]);
  });

  it('lead to tools and people in the configuration, and from a path to its file', () => {
    const tool = at('"orders__get_order"', '"orders__get|_order"');
    assert.deepEqual(told(tool, definition(tool.file, tool.offset, tool.folder)), [
      'handoff.config.json "get_order"',
    ]);
    const role = at('"role:finance"', '"role:fin|ance"');
    assert.deepEqual(told(role, definition(role.file, role.offset, role.folder)), [
      'handoff.config.json "finance"',
    ]);
    const path = at('"./refund.workflow.json"', '"./ref|und.workflow.json"', 'refund.scenario.json');
    assert.equal(
      definition(path.file, path.offset, path.folder)[0]?.uri,
      'file:///shop/refund.workflow.json',
    );
  });

  it('find every use in workflow, scenario and configuration', () => {
    const order = at('"outputVariable": "order"', '"outputVariable": "ord|er"');
    const all = references(order.file, order.offset, order.folder, { includeDeclaration: true });
    assert.deepEqual(
      all.map(({ uri }) => uri.slice(13)),
      ['refund.workflow.json', 'refund.workflow.json', 'refund.scenario.json', 'handoff.config.json'],
    );
    assert.equal(references(order.file, order.offset, order.folder, { includeDeclaration: false }).length, 3);
  });
});

describe('rename', () => {
  it('changes a node in workflow and scenario', () => {
    const texts = renamed(at('"id": "review"', '"id": "rev|iew"'), 'decide');
    assert.match(texts['refund.workflow.json'] ?? '', /"id": "decide"[\s\S]*"target": "decide"/);
    assert.match(texts['refund.scenario.json'] ?? '', /"handoff":"decide"/);
    assert.doesNotMatch(Object.values(texts).join('\n'), /review"/);
  });

  it('changes a variable in templates, escaped arguments, scenario and configuration', () => {
    const texts = renamed(at('{{order.total}}', '{{ord|er.total}}'), 'purchase');
    assert.match(texts['refund.workflow.json'] ?? '', /\{\{purchase\.total\}\}/);
    assert.match(texts['refund.scenario.json'] ?? '', /"purchase\.total":120/);
    assert.match(texts['handoff.config.json'] ?? '', /"purchase\.total"/);
    const mail = renamed(at('"outputVariable": "email"', '"outputVariable": "em|ail"'), 'address');
    assert.match(mail['refund.workflow.json'] ?? '', /\{\\"email\\": \\"\{\{address\}\}\\"\}/);
  });

  it('changes a bot in workflow and configuration', () => {
    const texts = renamed(at('"bot": "shop"', '"bot": "sh|op"'), 'store');
    assert.match(texts['refund.workflow.json'] ?? '', /"bot": "store"/);
    assert.match(texts['handoff.config.json'] ?? '', /"bots":\{"store":/);
  });

  const REFUSED: [string, [string, string], string, RegExp][] = [
    ['an id that is taken', ['"id": "review"', '"id": "rev|iew"'], 'verify', /already/],
    ['an empty id', ['"id": "review"', '"id": "rev|iew"'], ' ', /empty/],
    ['a variable of two words', ['{{order.total}}', '{{ord|er.total}}'], 'my order', /one word/],
    ['a variable of the engine', ['{{order.total}}', '{{mess|age}}'], 'text', /engine sets/],
    ['a tool', ['"orders__get_order"', '"orders__get|_order"'], 'x__y', /Only nodes/],
    ['what is no name', ['"Refund {{', '"Re|fund {{'], 'x', /no name/],
  ];
  for (const [what, [from, to], name, why] of REFUSED)
    it(`refuses ${what}, and says why`, () => {
      const { file, offset, folder } = at(from, to);
      const result = rename(file, offset, name, folder);
      assert.match(result.kind === 'refused' ? result.why : '', why);
    });

  it('says before the new name is asked for what can be renamed', () => {
    const can = at('"id": "review"', '"id": "rev|iew"');
    const yes = renameable(can.file, can.offset, can.folder);
    assert.equal('placeholder' in yes && yes.placeholder, 'review');
    const cannot = at('"type": "human"', '"type": "hu|man"');
    assert.ok('why' in renameable(cannot.file, cannot.offset, cannot.folder));
  });
});
