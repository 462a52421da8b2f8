import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Child, type Place, place } from './chat-child.ts';

describe('handoff chat by piped lines', () => {
  let at: Place;
  beforeEach(() => {
    at = place();
  });
  afterEach(() => at.remove());

  const workflow = () => path.join(at.workspace.folder, 'refund.workflow.json');
  const chat = (as = 'user:alice') => at.run('chat', workflow(), '--as', as);

  /** Up to the handoff of $2,000. */
  async function asked(child: Child): Promise<void> {
    child.type('I want my money back');
    await child.until(/Which email address/);
    child.type('jane@acme.com');
    const [, code = ''] = await child.until(/Your code is (\d{6})/);
    child.type(code);
    await child.until(/Waiting for a person: a approve, r reject, o how to open the queue; then Enter\./);
  }

  it('approves: the refund is paid once, and the customer is told', async () => {
    const child = chat();
    await asked(child);
    await child.until(/usually takes less/);
    assert.deepEqual(at.paid(), []);
    child.type('a');
    await child.until(/decided {3}approved by Alice Moreno \(user:alice\), from cli/);
    await child.until(/Good news: your refund of \$2000/);
    await child.until(/This run is over: completed/);
    child.endInput();
    assert.equal((await child.ended).code, 0);
    assert.deepEqual(at.paid(), [2000]);
  });

  it('rejects with a reason that is asked for, and pays nothing', async () => {
    const child = chat('bob');
    await asked(child);
    child.type('r');
    await child.until(/The reason:/);
    child.type('2');
    await child.until(/rejected by Bob Lindqvist \(user:bob\), from cli: The goods have not come back yet/);
    await child.until(/cannot refund order #45678/);
    child.endInput();
    const { code, output } = await child.ended;
    assert.equal(code, 0);
    assert.match(output, /The journal is in /);
    assert.deepEqual(at.paid(), []);
  });

  it('takes a line that only begins with a key as the customer speaking', async () => {
    const child = chat();
    await asked(child);
    child.type('any news?');
    await child.until(/you {7}any news\?/);
    child.type('o');
    await child.until(/handoff queue --workspace/);
    child.endInput();
    const { output } = await child.ended;
    assert.match(output, /H-\d+ still waits: Refund \$2000/);
    assert.ok(!output.includes('decided   '));
    assert.deepEqual(at.paid(), []);
  });

  it('does not let somebody decide for whom it does not wait', async () => {
    const child = chat('dana');
    await asked(child);
    child.type('a');
    await child.until(/Not decided: .*waits for role:finance/);
    child.endInput();
    assert.equal((await child.ended).code, 0);
    assert.deepEqual(at.paid(), []);
  });

  it('plays lines from a file, with {code} for the code of the newest mail', async () => {
    const lines = path.join(at.workspace.folder, 'lines.txt');
    writeFileSync(lines, 'hello\nsam@acme.com\n{code}\n');
    const { code, output, errors } = await at.run('chat', workflow(), '--as', 'alice', '--play', lines).ended;
    assert.equal(code, 0, output + errors);
    assert.match(output, /Done: \$120 for order #45701/);
    assert.deepEqual(at.paid(), [120]);
  });

  it('shows who decided elsewhere, and joins an engine that runs already', async () => {
    const first = chat();
    await asked(first);
    const { output } = await at.runAlone('queue', '--workspace', at.workspace.folder);
    const ticket = /H-\d+/.exec(output)?.[0] ?? 'none';
    const where = ['--workspace', at.workspace.folder, '--as', 'user:bob'];
    assert.equal((await at.runAlone('approve', ticket, ...where)).code, 0);
    await first.until(/approved by Bob Lindqvist \(user:bob\), from cli/);
    const second = chat();
    await second.until(/runs elsewhere already/);
    second.type('hello');
    await second.until(/Which email address/);
    second.endInput();
    assert.equal((await second.ended).code, 0);
    first.endInput();
    assert.equal((await first.ended).code, 0);
    assert.deepEqual(at.paid(), [2000]);
  });

  it('ends cleanly on Ctrl-C and lets the store go', async () => {
    const child = chat();
    await asked(child);
    child.interrupt();
    const { code, output } = await child.ended;
    assert.equal(code, 0);
    assert.match(output, /H-\d+ still waits/);
    assert.ok(!existsSync(path.join(at.workspace.folder, '.handoff', 'bridge.json')));
  });

  it('asks for a person where nobody is named, and refuses one that is not in the directory', async () => {
    const unnamed = await at.runAlone('chat', workflow());
    assert.equal(unnamed.code, 2);
    assert.match(unnamed.errors, /Say who decides: --as user:alice \| user:bob/);
    const strange = await at.runAlone('chat', workflow(), '--as', 'mallory');
    assert.equal(strange.code, 2);
    assert.match(strange.errors, /user:mallory is not among the people/);
  });

  it('names the file and line of a workflow that cannot run', async () => {
    const file = path.join(at.workspace.folder, 'refund.workflow.json');
    writeFileSync(file, '{\n  "nodes": [\n');
    const { code, errors } = await at.runAlone('chat', file, '--as', 'alice');
    assert.equal(code, 1);
    assert.match(errors, /^refund\.workflow\.json:\d+ /);
  });
});
