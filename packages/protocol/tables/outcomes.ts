import {
  cancelAnswer,
  dispositionOf,
  type Payment,
  type PaymentAnswer,
  type PaymentContext,
  type PaymentRequest,
  paymentAnswer,
  paymentOutcome,
  preauthAnswer,
  RESPONSE_CODES,
  type RefundAnswer,
  type Row,
  refundAnswer,
  refundOutcome,
} from '../src/index.ts';
import { markdownTable } from './markdown-table.ts';

/** Texts that change what a code means, one for each code that listens to its text. */
const TEXTS: Readonly<Record<string, string>> = {
  '1104': 'filter error',
  '1251': 'out_trade_no is used',
  '1264': 'wrong cancel',
  '1265': 'refund period is over',
};

const ORDER = { out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD' } as const;
const WEB: PaymentRequest = { pay_type: '801514', ...ORDER };
const SCANNED: PaymentRequest = { pay_type: '800108', auth_code: '28000000', ...ORDER };
const REFUND = { syssn: '1', out_trade_no: 'refund-1', txamt: 1234 };
const CANCEL = { syssn: '1', txamt: 1234, txdtm: '2026-01-01 10:30:34' };

const HEAD = [
  'Code',
  'Text',
  'create, page',
  'create, scanned code',
  'refund',
  'close, reversal',
  'capture, release',
  'query',
  'payment row',
  'refund row',
];

/** What every code means in every answer and row; the last line is a code that nobody lists. */
export function codeOutcomes(): string {
  return markdownTable(
    HEAD,
    codes().map(([respcd, text]) => line(respcd, text)),
  );
}

function codes(): [respcd: string, text: string][] {
  const listed = [...Object.keys(RESPONSE_CODES), '9999'].sort();
  return listed.flatMap((respcd): [string, string][] => {
    const text = TEXTS[respcd];
    return text === undefined
      ? [[respcd, '']]
      : [
          [respcd, ''],
          [respcd, text],
        ];
  });
}

function line(respcd: string, text: string): string[] {
  const reply = { respcd, respmsg: text, syssn: '2', pay_url: 'https://pay.example' };
  return [
    respcd,
    text,
    answer(paymentAnswer(reply, WEB)),
    answer(paymentAnswer({ ...reply, out_trade_no: SCANNED.out_trade_no }, SCANNED)),
    answer(refundAnswer({ ...reply, out_trade_no: REFUND.out_trade_no }, REFUND)),
    answer(cancelAnswer(reply, CANCEL, 'close')),
    answer(preauthAnswer(reply, CANCEL, 'authtrade')),
    dispositionOf(respcd, { operation: 'query', respmsg: text }),
    row({ respcd, errmsg: text }),
    refundRow({ respcd, errmsg: text }),
  ];
}

const CIRCUMSTANCES: readonly (readonly [what: string, context: PaymentContext, shape: Row])[] = [
  ['first reading', {}, {}],
  ['read twice', { readTwice: true }, {}],
  ['scanned code, read twice', { readTwice: true }, { pay_type: '800108' }],
  ['the same after a reversal', { readTwice: true, reversed: true }, { pay_type: '800108' }],
  ['no pay type, read twice', { readTwice: true }, { pay_type: undefined }],
  ['hosted checkout, page open', { checkout: true }, {}],
];

/** The codes that the circumstances of a query give another meaning. */
export function circumstanceOutcomes(): string {
  const rows = codes().map(([respcd, text]) => [
    respcd,
    ...CIRCUMSTANCES.map(([, context, shape]) => row({ respcd, errmsg: text, ...shape }, context)),
  ]);
  const moved = rows.filter(([, first, ...others]) => others.some((other) => other !== first));
  return markdownTable(['Code', ...CIRCUMSTANCES.map(([what]) => what)], moved);
}

type Answer =
  | PaymentAnswer
  | RefundAnswer
  | ReturnType<typeof cancelAnswer>
  | ReturnType<typeof preauthAnswer>;

function answer(outcome: Answer): string {
  switch (outcome.status) {
    case 'rejected':
      return `rejected: ${outcome.disposition}`;
    case 'settle':
      return `query: ${outcome.reason}`;
    default:
      return status(outcome);
  }
}

function status(outcome: object): string {
  const reason: unknown = Reflect.get(outcome, 'reason');
  const word = String(Reflect.get(outcome, 'status'));
  return reason === undefined ? word : `${word}: ${String(reason)}`;
}

function row(shape: Row, context: PaymentContext = {}): string {
  return status(paymentOutcome([paymentRow(shape)], ORDER, context));
}

function paymentRow(shape: Row): Row {
  return { ...ORDER, syssn: '1', pay_type: '801514', order_type: 'payment', cancel: '0', ...shape };
}

function refundRow(shape: Row): string {
  const whole = {
    ...REFUND,
    syssn: '2',
    origssn: '1',
    order_type: 'refund',
    cancel: '0',
    ...shape,
  };
  return status(refundOutcome([whole], { ...REFUND, orig_syssn: '1' }));
}

const SHAPES: readonly (readonly [what: string, shape: Row])[] = [
  ['paid', {}],
  ['order_type left out', { order_type: undefined }],
  ['cancel left out', { cancel: undefined }],
  ['cancel 1', { cancel: '1' }],
  ['cancel 2', { cancel: '2' }],
  ['cancel 3', { cancel: '3' }],
  ['cancel 4', { cancel: '4' }],
  ['cancel 5', { cancel: '5' }],
  ['cancel 9', { cancel: '9' }],
  ['another amount', { txamt: 1 }],
  ['no amount to speak of', { txamt: 0 }],
  ['another currency', { txcurrcd: 'CNY' }],
  ['currency left out', { txcurrcd: undefined }],
  ['amount left out', { txamt: undefined }],
  ['syssn left out', { syssn: undefined }],
  ['out_trade_no left out, another syssn', { out_trade_no: undefined, syssn: '7' }],
  ['another out_trade_no', { out_trade_no: 'order-2' }],
  ['respcd left out', { respcd: undefined }],
  ['order_type refund', { order_type: 'refund' }],
  ['order_type close', { order_type: 'close' }],
  ['order_type left out, with an original', { order_type: undefined, origssn: '7' }],
  ['order_type of a later edition', { order_type: 'charge' }],
  ['pre-authorisation', { pay_type: '801808' }],
  ['card device data', { pay_type: '802828' }],
  ['name of QFPay’s own', { pay_type: '801103' }],
  ['pay type nobody lists', { pay_type: '899999' }],
];

/** What a 0000 row of each shape says about a payment. */
export function shapeOutcomes(): string {
  const rows = SHAPES.map(([what, shape]) => {
    const outcome = paymentOutcome([paymentRow({ respcd: '0000', ...shape })], ORDER);
    return [what, status(outcome), outcome.status === 'paid' ? outcome.refunded : ''];
  });
  return markdownTable(['Row with 0000', 'payment', 'refunded'], rows);
}

const STATES: Readonly<Record<string, Row>> = {
  paid: { respcd: '0000' },
  'partly refunded': { respcd: '0000', cancel: '5' },
  refunded: { respcd: '0000', cancel: '3' },
  reversed: { respcd: '0000', cancel: '1' },
  'awaiting payer': { respcd: '1143' },
  processing: { respcd: '1145' },
  declined: { respcd: '1201' },
  closed: { respcd: '1142' },
  expired: { respcd: '1181' },
  ambiguous: { respcd: '1161' },
  'another amount': { respcd: '0000', txamt: 1 },
};

/** What two rows of one number say together: the newer one above, the older one at the left. */
export function pairOutcomes(): string {
  const names = Object.keys(STATES);
  const rows = names.map((older) => [older, ...names.map((newer) => together(older, newer))]);
  return markdownTable(['older \\ newer', ...names], rows);
}

function together(older: string, newer: string): string {
  const rows = [
    paymentRow({ ...STATES[newer], syssn: '2', sysdtm: '2026-01-01 10:40:00' }),
    paymentRow({ ...STATES[older], syssn: '1', sysdtm: '2026-01-01 10:30:00' }),
  ];
  const outcome: Payment = paymentOutcome(rows, ORDER);
  const twice = outcome.status === 'paid' && outcome.duplicates.length > 0 ? ' twice' : '';
  return status(outcome) + twice;
}

const REFUND_SHAPES: readonly (readonly [what: string, shape: Row])[] = [
  ['this refund', {}],
  ['order_type left out', { order_type: undefined }],
  ['order_type payment', { order_type: 'payment' }],
  ['another amount', { txamt: 1 }],
  ['amount left out', { txamt: undefined }],
  ['another original', { origssn: '7' }],
  ['original left out', { origssn: undefined }],
  ['another out_trade_no', { out_trade_no: 'refund-2' }],
  ['out_trade_no left out', { out_trade_no: undefined }],
  ['respcd left out', { respcd: undefined }],
];

/** What a 0000 row of each shape says about a refund. */
export function refundShapeOutcomes(): string {
  const rows = REFUND_SHAPES.map(([what, shape]) => [
    what,
    refundRow({ respcd: '0000', ...shape }),
  ]);
  return markdownTable(['Row with 0000', 'refund'], rows);
}

/** The whole truth table. */
export function outcomesDocument(): string {
  return [
    '# What the gateway says, and what that means',
    'Printed by `pnpm --filter @qf/protocol table`. `rejected` means that this call did nothing, `query` that only a row can tell.',
    '## Every code in every answer and row',
    codeOutcomes(),
    '## Payment rows that depend on how they were read',
    circumstanceOutcomes(),
    '## Shapes of a payment row',
    shapeOutcomes(),
    '## Two rows of one number',
    pairOutcomes(),
    '## Shapes of a refund row',
    refundShapeOutcomes(),
    '',
  ].join('\n\n');
}
