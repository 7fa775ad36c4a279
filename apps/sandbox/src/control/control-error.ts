import type { Response } from 'express';

/** A refusal in words a developer can act on. */
export interface ControlProblem {
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  readonly received?: string;
  /** The gateway's code, where the domain refused. */
  readonly respcd?: string;
}

/** Thrown by control handlers; the router turns it into `{ "error": { … } }`. */
export class ControlError extends Error {
  readonly status: number;
  readonly problem: ControlProblem;

  constructor(status: number, problem: ControlProblem) {
    super(problem.message);
    this.name = 'ControlError';
    this.status = status;
    this.problem = problem;
  }
}

/** Answers a problem as JSON. */
export function sendProblem(response: Response, status: number, error: ControlProblem): void {
  response.status(status).json({ error });
}

/** A field of the body is not what the call takes. */
export function badInput(field: string, expected: string, received: unknown): ControlError {
  const text = received === undefined ? 'nothing' : JSON.stringify(received);
  return new ControlError(400, {
    code: 'bad_input',
    message: `${field}: expected ${expected}. Received ${text}.`,
    expected,
    received: text,
  });
}

/** Nothing has this id. */
export function notFound(what: string, id: string): ControlError {
  return new ControlError(404, {
    code: 'not_found',
    message: `There is no ${what} ${JSON.stringify(id)}.`,
    expected: `the id of a ${what}`,
    received: id,
  });
}
