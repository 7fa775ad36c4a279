/** A leaf in a cup: the shop's sign. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="16" fill="#2f5d46"/>
<path d="M8 15h16c0 6-3.2 10-8 10s-8-4-8-10z" fill="#fdf8ef"/>
<path d="M16 13c-1-4 1.6-7 6-7.4.4 4.2-2 7-6 7.4z" fill="#a9cf9a"/>
<path d="M16 13c1.600-2.200 3.200-4 5-6.200" fill="none" stroke="#2f5d46" stroke-width=".9"/>
</svg>
`;
