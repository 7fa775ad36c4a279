import type { CurrencyCode } from '@qf/protocol';

/** Something on the shelf. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  /** Minor units of HKD. The only place a price comes from: what a browser sends is an id and a count. */
  readonly price: number;
  readonly picture: 'pearls' | 'leaves' | 'cake' | 'blossom' | 'cup' | 'tray';
}

/** All prices are in this currency. */
export const CURRENCY: CurrencyCode = 'HKD';

/** The shelf. */
export const CATALOGUE: readonly Product[] = [
  {
    id: 'jasmine',
    name: 'Jasmine pearls',
    about: 'Green tea rolled by hand, scented five nights. 50\u00a0g',
    price: 6800,
    picture: 'pearls',
  },
  {
    id: 'oolong',
    name: 'Iron Goddess oolong',
    about: 'Lightly roasted, orchid and warm stone. 100\u00a0g',
    price: 12_800,
    picture: 'leaves',
  },
  {
    id: 'puerh',
    name: 'Aged pu-erh',
    about: 'A small cake, ten years in a dry cellar. 200\u00a0g',
    price: 23_800,
    picture: 'cake',
  },
  {
    id: 'chrysanthemum',
    name: 'Chrysanthemum',
    about: 'Whole blossoms, for the afternoon. 40\u00a0g',
    price: 4550,
    picture: 'blossom',
  },
  {
    id: 'gaiwan',
    name: 'Porcelain gaiwan',
    about: 'Lid, bowl and saucer, thin enough to glow. 120\u00a0ml',
    price: 16_800,
    picture: 'cup',
  },
  {
    id: 'tray',
    name: 'Bamboo tea tray',
    about: 'Slatted, with a drawer that keeps the water. 38\u00a0cm',
    price: 32_000,
    picture: 'tray',
  },
];

/** The product of an id, or undefined for one that is not on the shelf. */
export function productOf(id: string): Product | undefined {
  return CATALOGUE.find((product) => product.id === id);
}
