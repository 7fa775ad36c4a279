import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { isQFPayError } from '../../qfpay-error.ts';
import { FAULTS, type MatrixFault } from './fault-list.ts';
import {
  act,
  type MatrixOperation,
  OPERATIONS,
  openStage,
  type Stage,
  stageClient,
} from './stage.ts';

/** One fault met by one operation. */
export interface Cell {
  readonly id: string;
  readonly title: string;
  readonly operation: MatrixOperation;
  readonly expected: string;
  readonly actual: string;
  /** Milliseconds of the call. */
  readonly took: number;
  /** How often the operation reached the gateway. */
  readonly arrived: number;
  /** How often the gateway was asked. */
  readonly asked: number;
  /** What the call gave: an outcome or an error. */
  readonly given: unknown;
}

/** How many cells run at a time. */
const AT_A_TIME = 8;

/** Every cell of the table; `prepare` may change the client's options. */
export async function runMatrix(prepare: (stage: Stage) => void = () => {}): Promise<{
  readonly cells: readonly Cell[];
  /** The longest that the event loop was late, in milliseconds. */
  readonly lag: number;
}> {
  const waiting = FAULTS.flatMap((fault) =>
    OPERATIONS.filter((operation) => fault.expected[operation] !== undefined).map(
      (operation) => [fault, operation] as const,
    ),
  );
  const cells: Cell[] = [];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      cells.push(await runCell(...next, prepare));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  delay.disable();
  return { cells: cells.toSorted(byPlace), lag: delay.max / 1e6 };
}

async function runCell(
  fault: MatrixFault,
  operation: MatrixOperation,
  prepare: (stage: Stage) => void,
): Promise<Cell> {
  const stage = await openStage(operation);
  await fault.arrange(stage);
  prepare(stage);
  const qf = stageClient(stage.gateway.url, stage.options);
  const began = performance.now();
  const given: unknown = await (fault.act?.(stage) ?? act(stage, qf)).catch(
    (error: unknown) => error,
  );
  const took = performance.now() - began;
  for (const cleanup of stage.cleanups) await cleanup();
  await qf.close();
  const arrived = stage.gateway.count(stage.path);
  const asked = stage.gateway.count('query');
  await stage.gateway.close();
  const { id, title, expected } = fault;
  const wanted = expected[operation] ?? '';
  const counts = { took, arrived, asked };
  return { id, title, operation, expected: wanted, actual: told(given), ...counts, given };
}

function told(given: unknown): string {
  if (isQFPayError(given)) return `throws ${given.code}`;
  if (given instanceof Error) return `throws ${given.name}`;
  const { status, reason } = given as { status: string; reason?: string };
  return reason === undefined ? status : `${status}/${reason}`;
}

function byPlace(a: Cell, b: Cell): number {
  const place = ({ id, operation }: Cell) =>
    FAULTS.findIndex((fault) => fault.id === id) * OPERATIONS.length +
    OPERATIONS.indexOf(operation);
  return place(a) - place(b);
}
