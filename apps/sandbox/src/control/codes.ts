import { RESPONSE_CODES } from '@qf/protocol';
import { Router } from 'express';

/** `GET /codes`: every response code, what it means to the caller, who says so, and how to see it here. */
export function codeRoutes(): Router {
  const router = Router();
  router.get('/codes', (_request, response) => {
    const codes = Object.values(RESPONSE_CODES).map(
      ({ respcd, meaning, disposition, provenance }) => ({
        respcd,
        meaning,
        disposition,
        provenance,
        trigger: { amount: `9${respcd}`, header: `X-Sandbox-Scenario: respcd=${respcd}` },
      }),
    );
    response.json({ codes });
  });
  return router;
}
