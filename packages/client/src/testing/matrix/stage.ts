import { PayType } from '@qf/protocol';
import type { ClientOptions } from '../../client-options.ts';
import { QFPayClient } from '../../qfpay-client.ts';
import { type HostileGateway, openHostileGateway } from '../hostile-gateway.ts';

/** What is tried under every fault. */
export const OPERATIONS = ['create', 'scan', 'refund', 'close', 'reverse', 'query'] as const;
export type MatrixOperation = (typeof OPERATIONS)[number];

/** The path that each of them is sent to. */
export const PATHS: Readonly<Record<MatrixOperation, string>> = {
  create: 'payment',
  scan: 'payment',
  refund: 'refund',
  close: 'close',
  reverse: 'reversal',
  query: 'query',
};

/** What the customer shows to be scanned; a secret of the request. */
export const SCANNED_CODE = '281111222233334444';

/** Milliseconds for a whole call. */
export const TOTAL = 4_000;

/** A gateway with one order paid and one unpaid, and a client that is about to call. */
export interface Stage {
  readonly gateway: HostileGateway;
  readonly operation: MatrixOperation;
  /** Of the operation. */
  readonly path: string;
  /** QFPay's number of the paid order. */
  readonly syssn: string;
  readonly txdtm: string;
  readonly controller: AbortController;
  /** Options that the fault needs; they replace those of the client. */
  options: Partial<ClientOptions>;
  /** Run when the cell is over. */
  readonly cleanups: (() => unknown)[];
}

const order = { pay_type: PayType.ALIPAY_WEB_HK, txamt: 1_000, txcurrcd: 'HKD' } as const;

/** Puts up the stage: two orders made before anything goes wrong. */
export async function openStage(operation: MatrixOperation): Promise<Stage> {
  const gateway = await openHostileGateway();
  const qf = stageClient(gateway.url, {});
  const paid = await qf.payments.create({ ...order, out_trade_no: 'paid' });
  const unpaid = await qf.payments.create({ ...order, out_trade_no: 'unpaid' });
  await qf.close();
  gateway.ledger.pay('paid');
  gateway.forget();
  return {
    gateway,
    operation,
    path: PATHS[operation],
    syssn: paid.syssn ?? '',
    txdtm: unpaid.txdtm ?? '',
    controller: new AbortController(),
    options: {},
    cleanups: [],
  };
}

/** The client under test, impatient. */
export function stageClient(url: string, options: Partial<ClientOptions>): QFPayClient {
  return new QFPayClient({
    appCode: 'TESTAPPCODE0001',
    clientKey: 'canary-client-key-7f3a',
    environment: url,
    timeout: 1_000,
    totalTimeout: TOTAL,
    rateLimit: false,
    random: () => 0,
    ...options,
  });
}

/** Performs the operation once. */
export function act(stage: Stage, qf: QFPayClient): Promise<object> {
  const { txdtm, syssn } = stage;
  const call = { signal: stage.controller.signal };
  switch (stage.operation) {
    case 'create':
      return qf.payments.create({ ...order, out_trade_no: 'new' }, call);
    case 'scan': {
      const scanned = { pay_type: PayType.ALIPAY_SCAN, auth_code: SCANNED_CODE } as const;
      return qf.payments.create({ ...order, ...scanned, out_trade_no: 'new' }, call);
    }
    case 'refund':
      return qf.refunds.create({ syssn, out_trade_no: 'back', txamt: 400 }, call);
    case 'close':
      return qf.payments.close({ out_trade_no: 'unpaid', txamt: 1_000, txdtm }, call);
    case 'reverse':
      return qf.payments.reverse({ out_trade_no: 'unpaid', txamt: 1_000, txdtm }, call);
    case 'query':
      return qf.payments.retrieve({ out_trade_no: 'unpaid', txdtm }, call);
  }
}
