import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { logLines } from '../../engine/main/log-lines.ts';

describe('main/log-lines', () => {
  it('is a line of JSON each: how grave, when, the facts, the sentence', () => {
    const lines: string[] = [];
    const log = logLines({ level: 'info', write: (line) => lines.push(line) });
    log.debug({ server: 'shop' }, 'not said');
    log.warn({ why: 'two\nlines' }, 'still no room');
    const [line = ''] = lines;
    assert.equal(lines.length, 1);
    assert.equal(line.indexOf('\n'), line.length - 1);
    const { time, ...rest } = JSON.parse(line) as { time: string };
    assert.deepEqual(rest, { level: 40, why: 'two\nlines', msg: 'still no room' });
    assert.equal(new Date(time).toISOString(), time);
  });

  it('says nothing where silence is asked for', () => {
    logLines({ level: 'silent', write: assert.fail }).error({}, 'not said');
  });

  it('does not stop the engine where nobody reads it (F1)', () => {
    const source = `import('./engine/main/log-lines.ts').then(({ logLines }) => {
      require('node:fs').closeSync(2);
      logLines().error({}, 'into nothing');
      console.log('goes on');
    });`;
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', source], { encoding: 'utf8' });
    assert.equal(stdout, 'goes on\n');
  });
});
