import process from 'node:process';
import { FAULTS } from './fault-list.ts';
import { runMatrix } from './run-matrix.ts';
import { OPERATIONS, TOTAL } from './stage.ts';

/** Prints the fault matrix: what became of every operation under every fault, over real sockets. */
const { cells, lag } = await runMatrix();
const wrong = cells.filter(({ actual, expected }) => actual !== expected);
const late = cells.filter(({ took }) => took > TOTAL + 50 + lag);
const width = 30;
const line = (columns: readonly string[]) =>
  process.stdout.write(`${columns.map((text) => text.padEnd(width)).join('')}\n`);

line(['fault'.padEnd(width + 17), ...OPERATIONS]);
for (const { id, title } of FAULTS) {
  const outcomes = OPERATIONS.map((operation) => {
    const cell = cells.find((one) => one.id === id && one.operation === operation);
    if (cell === undefined) return '–';
    const took = `${Math.round(cell.took)} ms`;
    const mark = cell.actual === cell.expected ? '' : ` ≠ ${cell.expected}`;
    return `${cell.actual.replace('throws ERR_QF_', '✗ ')} ${took}${mark}`;
  });
  line([`${id} ${title}`.slice(0, width + 16).padEnd(width + 17), ...outcomes]);
}
process.stdout.write(
  `\n${cells.length} cells, ${wrong.length} wrong, ${late.length} later than ${TOTAL} + 50 ms + ${Math.round(lag)} ms of event-loop delay\n`,
);
process.exitCode = wrong.length + late.length === 0 ? 0 : 1;
