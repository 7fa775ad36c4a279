import type { VNode } from 'preact';
import { type Line, MOST, quantityOf } from '../basket.ts';
import { CATALOGUE, CURRENCY, type Product } from '../catalogue.ts';
import { Frame, type Surroundings } from './frame.tsx';
import { money } from './money.ts';
import { Picture } from './picture.tsx';

/** What the shelf shows. */
export interface ShelfProps {
  readonly basket: readonly Line[];
  readonly surroundings: Surroundings;
}

/** Everything there is to buy. */
export function Shelf({ basket, surroundings }: ShelfProps): VNode {
  return (
    <Frame title="Teas" place="shelf" surroundings={surroundings}>
      <div class="welcome">
        <h1>Good tea, paid in a moment</h1>
        <p>
          A small shop that takes payments through QFPay. Put something into the basket and pay with
          Alipay.
        </p>
      </div>
      <ul class="shelf">
        {CATALOGUE.map((product) => (
          <Item key={product.id} product={product} quantity={quantityOf(basket, product)} />
        ))}
      </ul>
    </Frame>
  );
}

function Item({ product, quantity }: { product: Product; quantity: number }): VNode {
  const { id, name, about, price } = product;
  return (
    <li class="card item" id={id}>
      <Picture of={product.picture} />
      <div class="item-text">
        <h2>{name}</h2>
        <p class="soft">{about}</p>
        <div class="item-foot">
          <span class="price">{money(price, CURRENCY)}</span>
          <form method="post" action="/basket">
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="then" value={`/#${id}`} />
            <button
              type="submit"
              class={quantity > 0 ? 'button plain' : 'button'}
              name="quantity"
              value={quantity + 1}
              disabled={quantity >= MOST}
              aria-label={`Add ${name} to the basket`}
            >
              {quantity > 0 ? `Add · ${quantity} in basket` : 'Add to basket'}
            </button>
          </form>
        </div>
      </div>
    </li>
  );
}
