/**
 * A short reporter: one line a top-level suite, details only of failures, then the total.
 * Writes `{ passed, failed, pending, files }` to the file named by HANDOFF_TEST_REPORT, so that `npm test` can
 * add up and see which files ran.
 */
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

const { Base } = Mocha.reporters;
const { EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_END } = Mocha.Runner.constants;

module.exports = class Short extends Base {
  constructor(runner, options) {
    super(runner, options);
    const files = new Set();
    let suite = { passed: 0, failed: 0, startedAt: 0 };
    runner.on(EVENT_SUITE_BEGIN, (begun) => {
      if (begun.parent?.root) suite = { passed: 0, failed: 0, startedAt: Date.now() };
    });
    runner.on(EVENT_TEST_END, (test) => {
      files.add(test.file);
      suite[test.isPassed() ? 'passed' : 'failed'] += 1;
    });
    runner.on(EVENT_SUITE_END, (ended) => {
      if (!ended.parent?.root || suite.passed + suite.failed === 0) return;
      const failed = suite.failed > 0 ? `, ${suite.failed} failed` : '';
      Base.consoleLog(
        `  ${ended.title}: ${suite.passed} passed${failed} (${Date.now() - suite.startedAt} ms)`,
      );
    });
    runner.once(EVENT_RUN_END, () => {
      this.epilogue();
      const { passes: passed, failures: failed, pending } = this.stats;
      const file = process.env.HANDOFF_TEST_REPORT;
      if (file) writeFileSync(file, JSON.stringify({ passed, failed, pending, files: [...files] }));
    });
  }
};
