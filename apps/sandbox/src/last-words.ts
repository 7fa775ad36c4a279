import type { ErrorRequestHandler, RequestHandler } from 'express';

/** For what no door answers. What production says to an unknown path is not documented (our decision U-1). */
export const nothingHere: RequestHandler = ({ method, path }, response) => {
  const where = path.startsWith('/_sandbox')
    ? 'The pages are at /_sandbox/, the control API at /_sandbox/api/v1.'
    : 'The gateway’s calls are described at /_sandbox/openapi/qfpay.json.';
  response.status(404).type('text/plain').send(`There is no ${method} ${path}. ${where}\n`);
};

/** For what went wrong behind a door: a sentence, and never the insides of this machine. */
export const lastWords: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const { status } = Object(error) as { status?: unknown };
  const isTheirs = typeof status === 'number' && status >= 400 && status < 500;
  if (!isTheirs) process.emitWarning(error instanceof Error ? error : String(error));
  const sentence = isTheirs
    ? 'The request is unreadable.'
    : 'The sandbox failed; its log says how.';
  response
    .status(isTheirs ? status : 500)
    .type('text/plain')
    .send(`${sentence}\n`);
};
