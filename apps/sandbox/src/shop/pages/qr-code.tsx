import type { VNode } from 'preact';
import { encodeQR } from 'qr';

/** Modules of silence around the code, as its standard asks. */
const QUIET = 4;

/** A QR code as an inline picture; always dark on white, or scanners give up. */
export function QrCode({ text, label }: { text: string; label: string }): VNode {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={rows.length} height={rows.length} fill="#fff" />
      <path d={path.join('')} fill="#000" />
    </svg>
  );
}
