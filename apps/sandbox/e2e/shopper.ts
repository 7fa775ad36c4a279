import { PayType } from '@qf/protocol';
import type { Shop } from '../src/shop/index.ts';

/** Somebody who uses the shop's pages and forms, without the weight of a browser. */
export interface Shopper {
  get(path: string): Promise<string>;
  /** Posts a form as one of the shop's own pages does, unless other headers are given. */
  post(path: string, fields?: Record<string, string>, headers?: HeadersInit): Promise<Response>;
  /** The one-time key of a basket page. */
  formKey(): Promise<string>;
  /** Orders jasmine pearls for HK$ 68.00; resolves with the order's number. */
  order(form_key?: string): Promise<string>;
  /** Asks for a refund as the order's page does at this moment. */
  refund(order: string, amount: string, count?: number): Promise<Response>;
}

/** A visitor of the shop with a jar of jasmine pearls in the basket. */
export function shopper(shop: Pick<Shop, 'url'>): Shopper {
  // A connection for each request, so that none of them meets one that a restart has closed.
  const always = { cookie: 'qf_shop_basket=jasmine-1', connection: 'close' };

  const get = async (path: string) => (await fetch(shop.url + path, { headers: always })).text();

  const post: Shopper['post'] = (path, fields = {}, headers = { origin: shop.url }) =>
    fetch(shop.url + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { ...always, ...headers },
      redirect: 'manual',
    });

  const formKey = async () =>
    /name="form_key" value="(\w+)"/.exec(await get('/basket'))?.[1] ?? 'no form key';

  return {
    get,
    post,
    formKey,
    order: async (form_key) => {
      const key = form_key ?? (await formKey());
      const response = await post('/orders', { form_key: key, pay_type: PayType.ALIPAY_WEB_HK });
      return numberOf(response);
    },
    refund: (order, amount, count = 1) =>
      post(`/orders/${order}/refunds`, { number: `${order}-R${count}`, amount }),
  };
}

/** The order that an answer leads to. */
export function numberOf(response: Response): string {
  return String(response.headers.get('location')).replace('/orders/', '');
}
