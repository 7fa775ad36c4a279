import type { VNode } from 'preact';
import type { Product } from '../catalogue.ts';

/** Drawn things, so that no picture has to be loaded; 160 × 100 units each. */
const DRAWINGS: Readonly<Record<Product['picture'], () => VNode>> = {
  pearls: Pearls,
  leaves: Leaves,
  cake: Cake,
  blossom: Blossom,
  cup: Cup,
  tray: Tray,
};

/** A drawing of a product. */
export function Picture({ of }: { of: Product['picture'] }): VNode {
  const Drawing = DRAWINGS[of];
  return (
    <svg class={`picture ${of}`} viewBox="0 0 160 100" aria-hidden="true">
      <ellipse cx="80" cy="86" rx="52" ry="6" fill="#000" opacity=".08" />
      <Drawing />
    </svg>
  );
}

function Pearls(): VNode {
  const places = [
    [56, 74],
    [80, 76],
    [104, 74],
    [68, 58],
    [92, 58],
    [80, 42],
  ] as const;
  return (
    <g>
      {places.map(([x, y]) => (
        <g key={`${x}`}>
          <circle cx={x} cy={y} r="13" fill="#6f9a6a" />
          <path
            d={`M${x - 9} ${y - 4}q8 8 18 3M${x - 7} ${y + 5}q7 5 15 0`}
            fill="none"
            stroke="#466b45"
            stroke-width="2.2"
            stroke-linecap="round"
          />
          <circle cx={x - 4} cy={y - 6} r="2.6" fill="#cfe3c4" />
        </g>
      ))}
    </g>
  );
}

function Leaves(): VNode {
  return (
    <g>
      <path d="M40 80C36 46 58 24 92 22 94 56 74 82 40 80z" fill="#4d7a54" />
      <path
        d="M44 77C56 58 70 44 86 30"
        fill="none"
        stroke="#a9c79c"
        stroke-width="2.4"
        stroke-linecap="round"
      />
      <path d="M62 82C74 58 98 50 126 58 116 82 90 92 62 82z" fill="#7fa56f" />
      <path
        d="M68 80C84 74 102 66 118 61"
        fill="none"
        stroke="#dcebc9"
        stroke-width="2.2"
        stroke-linecap="round"
      />
    </g>
  );
}

function Cake(): VNode {
  return (
    <g>
      <ellipse cx="80" cy="70" rx="44" ry="16" fill="#4a3222" />
      <ellipse cx="80" cy="58" rx="44" ry="18" fill="#6b4a31" />
      <ellipse cx="80" cy="57" rx="32" ry="12.5" fill="#f3e3c4" />
      <path
        d="M80 48l3.2 6.2 7.3.6-5.6 4 1.8 6.2-6.7-3.4-6.7 3.4 1.8-6.2-5.6-4 7.3-.6z"
        fill="#a8442f"
      />
      <path
        d="M44 66q8 4 14 2M102 75q9 0 14-6M60 82q10 2 18 1"
        fill="none"
        stroke="#8a6546"
        stroke-width="2"
        stroke-linecap="round"
      />
    </g>
  );
}

function Blossom(): VNode {
  return (
    <g>
      <path
        d="M80 52C78 70 72 78 62 86M80 60q16 2 20 14"
        fill="none"
        stroke="#5f8a55"
        stroke-width="4"
        stroke-linecap="round"
      />
      {Array.from({ length: 12 }, (_, index) => (
        <ellipse
          key={index}
          cx="80"
          cy="24"
          rx="5.6"
          ry="15"
          fill={index % 2 === 0 ? '#f6d67a' : '#fbe6a6'}
          transform={`rotate(${index * 30} 80 42)`}
        />
      ))}
      <circle cx="80" cy="42" r="10" fill="#d9982f" />
      <circle cx="77" cy="39" r="3" fill="#f0c060" />
    </g>
  );
}

function Cup(): VNode {
  return (
    <g>
      <ellipse cx="80" cy="80" rx="42" ry="8" fill="#dfe9ee" />
      <ellipse cx="80" cy="78" rx="30" ry="4.6" fill="#b9ccd6" />
      <path
        d="M46 44h68c0 22-14 36-34 36S46 66 46 44z"
        fill="#f7fbfd"
        stroke="#c5d5de"
        stroke-width="1.5"
      />
      <path
        d="M46 44c2-13 17-20 34-20s32 7 34 20z"
        fill="#eaf2f6"
        stroke="#c5d5de"
        stroke-width="1.5"
      />
      <rect x="72" y="16" width="16" height="9" rx="4" fill="#3f78a8" />
      <path
        d="M58 56q10 10 22 0t22 0"
        fill="none"
        stroke="#3f78a8"
        stroke-width="2.4"
        stroke-linecap="round"
      />
      <circle cx="80" cy="66" r="2.6" fill="#3f78a8" />
    </g>
  );
}

function Tray(): VNode {
  return (
    <g>
      <path d="M26 60l26-20h78l-22 20z" fill="#d9b47c" />
      <path d="M26 60h82v18H26z" fill="#b98c52" />
      <path d="M108 60l22-20v18l-22 20z" fill="#9a703d" />
      <path
        d="M38 58l22-16M54 58l20-16M70 58l18-16M86 58l16-16M100 58l15-16"
        stroke="#8f6636"
        stroke-width="2"
      />
      <rect x="56" y="65" width="22" height="7" rx="3.5" fill="#8f6636" />
    </g>
  );
}
