/**
 * Compares the public surface of the package in the current folder with its reports in `etc/`, one for every entry of
 * its `exports`. `--local` writes the reports instead of failing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const BORROWED_NAMES = {
  'ae-forgotten-export': { logLevel: 'none' },
  'ae-unresolved-link': { logLevel: 'none' },
};

const folder = process.cwd();
const local = process.argv.includes('--local');
const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const unscoped = name.slice(name.indexOf('/') + 1);

const entries = Object.entries(exports)
  .map(([path, target]) => ({ path, types: (target.import ?? target).types }))
  .filter(({ types }) => types !== undefined)
  .map(({ path, types }) => ({
    isMain: path === '.',
    types: join(folder, types),
    report: `${[unscoped, ...path.split('/').slice(1)].join('-')}.api.md`,
  }));

const changed = entries.filter((entry) => !isUnchanged(entry)).map(({ report }) => report);
const strangers = reports().filter((file) => !entries.some(({ report }) => report === file));
if (changed.length + strangers.length > 0) {
  const fix = `pnpm --filter ${name} check:api --local`;
  if (changed.length > 0) process.stderr.write(`Changed: ${changed.join(', ')}. Run: ${fix}\n`);
  if (strangers.length > 0) process.stderr.write(`No such entry: ${strangers.join(', ')}.\n`);
  process.exitCode = 1;
}

function isUnchanged({ isMain, types, report }) {
  const configObjectFullPath = join(folder, 'api-extractor.json');
  const configObject = ExtractorConfig.loadFile(configObjectFullPath);
  configObject.mainEntryPointFilePath = types;
  configObject.apiReport.reportFileName = report;
  // What the main entry exports may be spoken of by the others.
  if (!isMain) Object.assign(configObject.messages.extractorMessageReporting, BORROWED_NAMES);
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath,
    packageJsonFullPath: join(folder, 'package.json'),
  });
  const { succeeded, apiReportChanged } = Extractor.invoke(config, { localBuild: local });
  return succeeded && (local || !apiReportChanged);
}

function reports() {
  const etc = join(folder, 'etc');
  return existsSync(etc) ? readdirSync(etc).filter((file) => file.endsWith('.api.md')) : [];
}
