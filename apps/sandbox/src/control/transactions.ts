import { RESPONSE_CODES } from '@qf/protocol';
import { Router } from 'express';
import { type Command, type Engine, TRANSITIONS, type Transaction } from '../engine.ts';
import { contains } from '../pages/row-search.ts';
import { badInput, ControlError, notFound } from './control-error.ts';
import { limitOf, oneOf, readQuery } from './read-query.ts';
import { waitOrTimeOut } from './wait.ts';

/** What the customer or the clock can be made to do. */
const ACTIONS = ['scan', 'approve', 'decline', 'expire', 'complete-refund', 'fail-refund'] as const;
type Action = (typeof ACTIONS)[number];

/** Of payments, then of refunds. */
const STATES = [...Object.keys(TRANSITIONS), 'pending', 'done'];

const FILTERS = ['out_trade_no', 'state', 'app_code', 'kind', 'pay_type'] as const;

/**
 * `GET /transactions?out_trade_no=&state=&app_code=&kind=&pay_type=&q=&limit=`, `GET /transactions/:id`,
 * `GET /transactions/:id/wait?state=`, `POST /transactions/:id/<action>`.
 */
export function transactionRoutes(engine: Engine): Router {
  const router = Router();
  router.get('/transactions', (request, response) => {
    const { q = '', limit, ...wanted } = readQuery(request, [...FILTERS, 'q', 'limit']);
    oneOf('state', wanted.state, STATES);
    oneOf('kind', wanted.kind, ['payment', 'refund']);
    const filters = FILTERS.filter((name) => wanted[name] !== undefined);
    const rows = [...engine.state().transactions.values()]
      .filter((row) => filters.every((name) => row[name] === wanted[name]) && contains(row, q))
      .reverse();
    response.json({ transactions: rows.slice(0, limitOf(limit)) });
  });
  router.get('/transactions/:id', (request, response) => {
    response.json(detail(engine, found(engine, request.params.id)));
  });
  router.get('/transactions/:id/wait', async (request, response) => {
    const { syssn } = found(engine, request.params.id);
    const { state } = readQuery(request, ['state', 'timeout_ms']);
    if (oneOf('state', state, STATES) === undefined) {
      throw badInput('state', STATES.join(', '), state);
    }
    const look = () => {
      const now = found(engine, syssn);
      return now.state === state ? now : undefined;
    };
    response.json(await waitOrTimeOut(engine, request, look, () => found(engine, syssn).state));
  });
  for (const action of ACTIONS) {
    router.post(`/transactions/:id/${action}`, async (request, response) => {
      const { syssn } = found(engine, request.params.id);
      response.json(await act(engine, command(action, syssn, request.body)));
    });
  }
  return router;
}

/** Runs a command that must succeed. A refusal becomes 409 with the gateway's code. */
async function act(engine: Engine, command: Command): Promise<Transaction | undefined> {
  const result = await engine.execute(command);
  if (result.ok) return result.transaction;
  throw new ControlError(409, {
    code: 'refused',
    message: `${command.type}: ${result.respmsg} (${result.respcd}).`,
    respcd: result.respcd,
  });
}

function command(action: Action, syssn: string, body: unknown): Command {
  const respcd = respcdOf(body);
  const why = respcd === undefined ? {} : { respcd };
  switch (action) {
    case 'decline':
      return { type: 'decline', syssn, ...why };
    case 'fail-refund':
      return { type: 'fail_refund', syssn, ...why };
    case 'complete-refund':
      return { type: 'complete_refund', syssn };
    case 'approve':
      return { type: 'approve', syssn, ...(Object(body)['late'] === true ? { late: true } : {}) };
    case 'scan':
    case 'expire':
      return { type: action, syssn };
  }
}

function respcdOf(body: unknown): string | undefined {
  const respcd: unknown = Object(body)['respcd'];
  if (respcd === undefined) return undefined;
  if (typeof respcd === 'string' && respcd in RESPONSE_CODES && respcd !== '0000') return respcd;
  throw badInput('respcd', 'a code of the registry other than 0000, such as "1201"', respcd);
}

function found(engine: Engine, id: string): Transaction {
  const transaction = engine.state().find(id);
  if (transaction === undefined) throw notFound('transaction', id);
  return transaction;
}

function detail(engine: Engine, transaction: Transaction) {
  const state = engine.state();
  return {
    ...transaction,
    refunds: state.refundsOf(transaction.syssn),
    notifications: state.notificationsOf(transaction.syssn),
    timeline: state.timelineOf(transaction.syssn),
  };
}
