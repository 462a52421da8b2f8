/** How the results of scenarios are told: to people, to programs, to CI. */
import type { Report, ScenarioResult } from './play-files.ts';

type Reporter = (report: Report, coverage: boolean) => string;

export const REPORTERS: { readonly [name in 'spec' | 'json' | 'junit']: Reporter } = { spec, json, junit };

function spec(report: Report, coverage: boolean): string {
  const lines: string[] = [];
  for (const [file, results] of byFile(report.scenarios)) {
    lines.push(file);
    for (const { status, name, durationMs, error } of results) {
      lines.push(`  ${status === 'passed' ? '✓' : '✗'} ${name} (${durationMs} ms)`);
      if (error !== undefined) lines.push(`      ${error}`);
    }
  }
  if (coverage) lines.push(...coverageLines(report));
  return `${lines.join('\n')}\n${report.passed} passed, ${report.failed} failed\n`;
}

function coverageLines({ coverage }: Report): string[] {
  return Object.entries(coverage).flatMap(([file, { nodes, edges }]) => {
    const missed = [...Object.entries(nodes), ...Object.entries(edges)].filter(([, count]) => count === 0);
    const all = Object.keys(nodes).length + Object.keys(edges).length;
    return [
      `${file}: ${all - missed.length} of ${all} nodes and edges taken`,
      ...missed.map(([name]) => `  never: ${name}`),
    ];
  });
}

function json({ passed, failed, scenarios, coverage }: Report, withCoverage: boolean): string {
  return `${JSON.stringify({ passed, failed, scenarios, ...(withCoverage && { coverage }) }, null, 2)}\n`;
}

function junit({ passed, failed, scenarios }: Report): string {
  const suites = [...byFile(scenarios)].map(([file, results]) => {
    const failures = results.filter((result) => result.status === 'failed').length;
    return `  <testsuite name="${escaped(file)}" tests="${results.length}" failures="${failures}">\n${results.map(testcase).join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${passed + failed}" failures="${failed}">\n${suites.join('')}</testsuites>\n`;
}

function testcase({ file, name, error, durationMs }: ScenarioResult): string {
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" time="${(durationMs / 1000).toFixed(4)}"`;
  return error === undefined
    ? `${head}/>\n`
    : `${head}>\n      <failure message="${escaped(error)}"/>\n    </testcase>\n`;
}

function byFile(results: readonly ScenarioResult[]): Map<string, ScenarioResult[]> {
  const files = new Map<string, ScenarioResult[]>();
  for (const result of results) files.set(result.file, [...(files.get(result.file) ?? []), result]);
  return files;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As XML text; control characters, which XML 1.0 cannot hold, become U+FFFD. */
function escaped(text: string): string {
  const marked = text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
  return [...marked].map((char) => (char < ' ' && !'\t\n\r'.includes(char) ? '\ufffd' : char)).join('');
}
