import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatewayJson } from './gateway-json.ts';
import { parseNotification } from './notification.ts';
import type { Notification } from './notification-types.ts';
import { ProtocolError } from './protocol-error.ts';
import { damagedText, mutated } from './testing/mutated.ts';
import {
  BILLING,
  CARD,
  PAYMENT,
  REFUND,
  SUBSCRIPTION,
  TOKEN,
} from './testing/sample-notifications.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function parse(fields: object): Notification {
  return parseNotification(bytes(gatewayJson(fields)));
}

describe('parseNotification', () => {
  it('ends in an event or in a ProtocolError, whatever the gateway sends', () => {
    const samples = fc.constantFrom(PAYMENT, CARD, REFUND, TOKEN, SUBSCRIPTION, BILLING);
    const body = samples.chain((sample) =>
      fc.oneof(
        mutated(sample).map((fields) => bytes(gatewayJson(fields))),
        damagedText(gatewayJson(sample)),
      ),
    );
    fc.assert(
      fc.property(body, (one) => {
        try {
          const event = parseNotification(one);
          expect(event.id.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe('event.id', () => {
  it('is the same for every delivery, however the text is printed or the names are ordered', () => {
    const samples = fc.constantFrom<object>(PAYMENT, CARD, REFUND, TOKEN, SUBSCRIPTION, BILLING, {
      notify_type: 'chargeback',
      nested: { b: [1, { d: 1, c: 2 }], a: null },
    });
    fc.assert(
      fc.property(samples, fc.infiniteStream(fc.nat()), (sample, order) => {
        const ranked = Object.entries(sample).map((entry) => ({ entry, rank: order.next().value }));
        const shuffled = Object.fromEntries(
          ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry),
        );
        expect(parseNotification(bytes(JSON.stringify(shuffled))).id).toBe(parse(sample).id);
      }),
    );
  });

  it('never runs two events together, whatever their numbers hold', () => {
    const part = fc.string({ minLength: 1, unit: 'grapheme' });
    const identity = fc.record({ syssn: part, cancel: part, out_trade_no: part });
    const type = fc.constantFrom('payment', 'refund', 'unfreeze', 'close');
    fc.assert(
      fc.property(type, identity, type, identity, (typeA, a, typeB, b) => {
        const [first, other] = [
          parse({ ...PAYMENT, ...a, notify_type: typeA }),
          parse({ ...PAYMENT, ...b, notify_type: typeB }),
        ];
        const isSame = typeA === typeB && a.syssn === b.syssn && a.cancel === b.cancel;
        expect(first.id === other.id).toBe(isSame);
      }),
    );
  });

  it('never runs two unknown events together', () => {
    const event = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
    fc.assert(
      fc.property(event, event, (a, b) => {
        const ids = [a, b].map(
          (fields) => parseNotification(bytes(JSON.stringify({ ...fields, notify_type: 'x' }))).id,
        );
        const texts = [a, b].map((fields) => sorted({ ...fields, notify_type: 'x' }));
        expect(ids[0] === ids[1]).toBe(texts[0] === texts[1]);
      }),
    );
  });
});

/** JSON with names in order, to compare meanings. */
function sorted(value: unknown): string {
  return JSON.stringify(JSON.parse(JSON.stringify(value)), (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
