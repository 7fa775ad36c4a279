import express, { type ErrorRequestHandler, Router } from 'express';
import type { Engine } from '../engine.ts';
import type { Notifier } from '../notifier/notifier.ts';
import { SandboxError } from '../sandbox-error.ts';
import { clockRoutes } from './clock.ts';
import { badInput, ControlError, sendProblem } from './control-error.ts';
import { eventRoutes } from './events.ts';
import { notificationRoutes } from './notifications.ts';
import { type OperatorParts, operatorRoutes } from './operator.ts';
import { transactionRoutes } from './transactions.ts';

/** What the control API is made of. */
export interface ControlParts {
  readonly engine: Engine;
  readonly notifier: Notifier;
  /** What `GET /info` says about this instance. */
  readonly info: () => Readonly<Record<string, unknown>>;
  /** Forgets everything, the operator's settings too. */
  readonly reset: (how: { readonly merchants?: 'keep' }) => Promise<void>;
  /** Stores, faults, recordings and the rest of what an operator sets; left out, these calls are not there. */
  readonly operator?: OperatorParts;
}

/** `/_sandbox/api/v1`: everything a page can do, for a test or a script. */
export function controlRoutes({ engine, notifier, info, reset, operator }: ControlParts): Router {
  const router = Router();
  router.post('/import', express.text({ type: () => true, limit: '64mb' }));
  router.use(express.json({ limit: '256kb' }));
  router.get('/info', (_request, response) => void response.json(info()));
  router.post('/reset', async (request, response) => {
    await reset(askedReset(request.body));
    response.json(info());
  });
  router.use(transactionRoutes(engine), notificationRoutes(engine, notifier), clockRoutes(engine));
  router.use(eventRoutes(engine));
  if (operator !== undefined) router.use(operatorRoutes(engine, operator));
  router.use((request, response) => {
    const message = `There is no ${request.method} ${request.path} in the control API.`;
    sendProblem(response, 404, { code: 'no_such_call', message });
  });
  router.use(answerProblem);
  return router;
}

function askedReset(body: unknown): { readonly merchants?: 'keep' } {
  const { merchants, ...rest } = Object(body) as Record<string, unknown>;
  const known = Object.keys(rest).length === 0;
  if (known && merchants === undefined) return {};
  if (known && merchants === 'keep') return { merchants };
  throw badInput('body', '{} or { "merchants": "keep" }', body);
}

const answerProblem: ErrorRequestHandler = (error, _request, response, next) => {
  const told = toldError(error);
  if (told !== undefined) return sendProblem(response, told.status, told.problem);
  if (response.headersSent) return next(error);
  // A defect of the sandbox: told where the developer looks, without the insides of this machine.
  process.emitWarning(error instanceof Error ? error : String(error));
  const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
  sendProblem(response, 500, { code: 'defect', message });
};

type Told = Pick<ControlError, 'status' | 'problem'>;

/** What the caller did wrong, in words. */
function toldError(error: unknown): Told | undefined {
  if (error instanceof ControlError) return error;
  if (error instanceof SandboxError) return sandboxProblem(error);
  return unreadable(Object(error));
}

/** What Express could not read: a body that is no JSON or too large, an address that is no text. */
function unreadable({ type, status, message }: Record<string, unknown>): Told | undefined {
  const received = String(message);
  if (type === 'entity.parse.failed') {
    const problem = { code: 'bad_json', message: 'The body is not JSON.', received };
    return { status: 400, problem: { ...problem, expected: 'a JSON object' } };
  }
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  return {
    status,
    problem: { code: 'unreadable', message: `The call is unreadable: ${received}.` },
  };
}

function sandboxProblem({ code, message, respcd }: SandboxError): Told {
  if (code !== 'ERR_QF_SANDBOX_REFUSED')
    return { status: 400, problem: { code: 'bad_input', message } };
  const said = respcd === undefined ? {} : { respcd };
  return { status: 409, problem: { code: 'refused', message, ...said } };
}
