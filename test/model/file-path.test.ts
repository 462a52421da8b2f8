import assert from 'node:assert/strict';
import { fileFrom } from '../../engine/model/file-path.ts';

describe('the file that a workflow names (T15)', () => {
  for (const [from, to, file] of [
    ['refund.workflow.json', './verify.workflow.json', 'verify.workflow.json'],
    ['refund.workflow.json', 'verify.workflow.json', 'verify.workflow.json'],
    ['a/b/refund.workflow.json', '../c/./verify.workflow.json', 'a/c/verify.workflow.json'],
    ['a/refund.workflow.json', '../verify.workflow.json', 'verify.workflow.json'],
    ['a/refund.workflow.json', '../../verify.workflow.json', undefined],
    ['refund.workflow.json', '../verify.workflow.json', undefined],
    ['refund.workflow.json', 'x/../../verify.workflow.json', undefined],
    ['refund.workflow.json', '/etc/passwd', undefined],
    ['refund.workflow.json', 'C:/secret.json', undefined],
    ['refund.workflow.json', 'file:///etc/passwd', undefined],
    ['refund.workflow.json', '..\\verify.workflow.json', undefined],
    ['refund.workflow.json', 'a\0b', undefined],
    ['refund.workflow.json', 'a/'.repeat(300), undefined],
  ] as const)
    it(`${JSON.stringify(to.slice(0, 40))} from ${from} is ${file ?? 'none of the workspace'}`, () =>
      assert.equal(fileFrom(from, to), file));
});
