/** Reads the reports that every package's test run leaves in `coverage/tests.json` and sums them. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Removes earlier reports, so that a run that dies before writing one is counted as a failure. */
export function clearReports(root) {
  for (const report of reports(root)) rmSync(report, { force: true });
}

/** `{ passed, failed, leftOut }`: left-out tests as one line for each reason, which stands in their titles. */
export function countTests(root) {
  const total = { passed: 0, failed: 0, leftOut: [] };
  for (const path of reports(root)) {
    if (existsSync(path)) addReport(total, JSON.parse(readFileSync(path, 'utf8')), root);
    else total.failed += 1;
  }
  return total;
}

function addReport(total, report, root) {
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) total.failed += 1;
    const skipped = file.assertionResults.filter(
      ({ status }) => status !== 'passed' && status !== 'failed',
    );
    for (const reason of new Set(skipped.map(reasonOf))) {
      total.leftOut.push(`${relative(root, file.name)}: ${reason}`);
    }
  }
}

/** The title that says what is missing: the test's own, or that of a suite around it. */
function reasonOf({ ancestorTitles, title }) {
  return [title, ...ancestorTitles].find((text) => /needs|left out|missing/i.test(text)) ?? title;
}

function reports(root) {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => join(root, group, name))
      .filter((folder) => existsSync(join(folder, 'vitest.config.ts')))
      .map((folder) => join(folder, 'coverage', 'tests.json')),
  );
}
