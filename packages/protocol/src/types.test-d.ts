import { describe, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import {
  type CreatedWithPayParams,
  type CreatedWithQrcode,
  type CreatedWithUrl,
  type Notification,
  OPERATIONS,
  type Payment,
  type PaymentAnswer,
  type PaymentNotification,
  type PaymentRequest,
  PayType,
  type PayTypeCode,
  type PayTypes,
  parseNotification,
  paymentOutcome,
  type Refund,
  readReply,
  readRequest,
} from './index.ts';
import type * as schema from './payment-schema.ts';
import type { Row, rowSchema } from './row.ts';

const order = { txamt: 1234, txcurrcd: 'HKD', out_trade_no: 'order-1' } as const;

function pay<P extends PayTypeCode>(
  request: { pay_type: P } & PayTypes[P]['request'],
): PayTypes[P]['created'] | Payment {
  throw new Error(request.pay_type);
}

describe('hand-written request types', () => {
  it('agree with the schemas, pay type by pay type', () => {
    type Schemas = {
      [Name in keyof typeof schema]: z.infer<(typeof schema)[Name]>;
    };
    type Members = Exclude<Schemas[keyof Schemas], undefined>;
    type Checked<P extends PayTypeCode> =
      Extract<Members, { pay_type: P }> extends infer Member
        ? Omit<Member & object, 'pay_type'>
        : never;
    expectTypeOf<z.infer<typeof schema.paymentSchema>['pay_type']>().toEqualTypeOf<PayTypeCode>();
    expectTypeOf<z.infer<typeof schema.paymentSchema>>().toExtend<PaymentRequest>();
    expectTypeOf<PaymentRequest>().toExtend<z.infer<typeof schema.paymentSchema>>();
    expectTypeOf<keyof Checked<'800212'>>().toEqualTypeOf<keyof PayTypes['800212']['request']>();
  });

  it('know exactly the fields that the schemas know', () => {
    type Keys<S extends z.ZodType, P extends PayTypeCode> = [
      Exclude<keyof z.infer<S>, 'pay_type' | keyof PayTypes[P]['request']>,
      Exclude<keyof PayTypes[P]['request'], keyof z.infer<S>>,
    ];
    type Same = [never, never];
    expectTypeOf<Keys<typeof schema.webPayment, '801514'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.pagePayment, '805814'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.alipayWapPayment, '801512'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.qrPayment, '802001'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.alipayQrPayment, '801501'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.weChatQrPayment, '800201'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.scannedPayment, '800108'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.weChatJsapiPayment, '800207'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.miniProgramPayment, '800213'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.weChatH5Payment, '800212'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.alipayServiceWindowPayment, '800107'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.inAppPayment, '802010'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.alipayInAppPayment, '801510'>>().toEqualTypeOf<Same>();
    expectTypeOf<Keys<typeof schema.weChatInAppPayment, '800210'>>().toEqualTypeOf<Same>();
  });

  it('agree with the schema of rows', () => {
    expectTypeOf<z.infer<typeof rowSchema>>().toExtend<Row>();
  });

  it('let no payment compile without what its pay type needs', () => {
    // @ts-expect-error a WeChat H5 payment shows its page and payer in extend_info
    pay({ pay_type: '800212', ...order });
    // @ts-expect-error a scanned payment has an auth_code
    pay({ pay_type: '800208', ...order });
    // @ts-expect-error an in-app payment has a goods_name
    pay({ pay_type: '801510', ...order });
    // @ts-expect-error a WeChat payment inside WeChat names its payer
    pay({ pay_type: PayType.WECHAT_JSAPI, ...order });
    // @ts-expect-error a misspelt field
    pay({ pay_type: '801514', ...order, goods_nmae: 'tea' });
    // @ts-expect-error a field of another pay type
    pay({ pay_type: '801514', ...order, auth_code: '28000000' });
    // @ts-expect-error the amount is a number of minor units
    pay({ pay_type: '801514', ...order, txamt: '12.34' });
    // @ts-expect-error cards go through the hosted checkout or Element
    pay({ pay_type: PayType.CARD_ONLINE, ...order });
  });
});

describe('what a create gives', () => {
  it('is what the pay type says, or an outcome', () => {
    expectTypeOf(pay({ pay_type: '801514', ...order })).toEqualTypeOf<CreatedWithUrl | Payment>();
    expectTypeOf(pay({ pay_type: PayType.FPS_QR, ...order })).toEqualTypeOf<
      CreatedWithQrcode | Payment
    >();
    expectTypeOf(pay({ pay_type: '800207', ...order, sub_openid: 'o0' })).toEqualTypeOf<
      CreatedWithPayParams | Payment
    >();
    expectTypeOf(pay({ pay_type: '800108', ...order, auth_code: '28' })).toEqualTypeOf<Payment>();
  });

  it('shows its page only after the status was looked at', () => {
    const created = pay({ pay_type: '801514', ...order });
    // @ts-expect-error it may have failed
    created.pay_url;
    if (created.status === 'created') expectTypeOf(created.pay_url).toEqualTypeOf<string>();
  });
});

describe('outcomes', () => {
  it('narrow by final and by status', () => {
    const payment = paymentOutcome([], { out_trade_no: 'order-1' });
    if (payment.final) {
      expectTypeOf(payment.status).toEqualTypeOf<'paid' | 'refunded' | 'failed'>();
    } else {
      expectTypeOf(payment.status).toEqualTypeOf<'pending' | 'unknown'>();
    }
    // @ts-expect-error only a paid or refunded one has an amount
    payment.txamt;
    if (payment.status === 'paid') expectTypeOf(payment.txamt).toEqualTypeOf<number>();
    expectTypeOf<Refund['status']>().toEqualTypeOf<'refunded' | 'pending' | 'failed' | 'unknown'>();
    expectTypeOf<PaymentAnswer['status']>().toEqualTypeOf<
      Payment['status'] | 'created' | 'rejected' | 'settle'
    >();
  });
});

describe('notifications', () => {
  it('narrow by type', () => {
    const event = parseNotification(new Uint8Array());
    expectTypeOf(event).toEqualTypeOf<Notification>();
    if (event.type === 'payment') {
      expectTypeOf(event).toEqualTypeOf<PaymentNotification>();
      expectTypeOf(event.txamt).toEqualTypeOf<number>();
    }
    // @ts-expect-error a subscription event has no amount
    event.txamt;
  });
});

describe('operations', () => {
  it('give readers their types', () => {
    const request = readRequest(OPERATIONS.refund, {});
    expectTypeOf(request.txamt).toEqualTypeOf<number>();
    const reading = readReply(OPERATIONS.query, '');
    if (reading.ok) expectTypeOf(reading.reply.data).toEqualTypeOf<Row[]>();
    // @ts-expect-error there may be no reply
    reading.reply;
  });
});
