import { Router } from 'express';
import { NotFound } from './not-found.tsx';
import { NotificationList } from './notification-list.tsx';
import type { PageParts } from './page-parts.ts';
import { sendPage, setPageHeaders } from './send-page.ts';
import { TransactionDetail } from './transaction-detail.tsx';
import { TransactionList } from './transaction-list.tsx';

/** `GET /_sandbox/`, `…/notifications` and `…/transactions/:id`; what they can do, the control API does. */
export function dashboardRoutes(parts: PageParts): Router {
  const { engine, publicUrl, merchantName } = parts;
  const router = Router();
  router.get('/_sandbox', (request, response) => {
    // One address, so that relative links and the filter agree about where they are.
    if (!request.path.endsWith('/')) return response.redirect(302, '/_sandbox/');
    const { q } = request.query;
    const page = TransactionList({
      transactions: [...engine.state().transactions.values()],
      asked: typeof q === 'string' ? q.trim() : '',
      version: version(parts),
      gatewayUrl: publicUrl(),
    });
    return sendPage(response, page);
  });
  router.get('/_sandbox/notifications', (_request, response) => {
    const notifications = [...engine.state().notifications.values()];
    sendPage(response, NotificationList({ notifications, version: version(parts) }));
  });
  router.get('/_sandbox/version', (_request, response) => {
    setPageHeaders(response);
    response.json({ version: version(parts) });
  });
  router.get('/_sandbox/transactions/:id', (request, response) => {
    const state = engine.state();
    const transaction = state.find(request.params.id);
    if (transaction === undefined) {
      return sendPage(response.status(404), NotFound({ what: 'transaction' }));
    }
    const { syssn, origssn } = transaction;
    const page = TransactionDetail({
      transaction,
      payment: origssn === undefined ? transaction : (state.findBySyssn(origssn) ?? transaction),
      merchant: merchantName(transaction.app_code),
      refunds: state.refundsOf(syssn),
      notifications: state.notificationsOf(syssn),
      timeline: state.timelineOf(syssn),
      version: version(parts),
    });
    sendPage(response, page);
  });
  return router;
}

/** Differs as soon as anything happened. */
function version({ engine, requests }: PageParts): string {
  return `${engine.state().seq}.${requests().at(-1)?.id ?? ''}`;
}
