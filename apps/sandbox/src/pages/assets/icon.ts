/** A cup of tea: the icon in the browser's tab. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#0b5cd6"/>
<path d="M7 13h15v5a7 7 0 0 1-7 7h-1a7 7 0 0 1-7-7z" fill="#fff"/>
<path d="M22 14.5h1.5a3 3 0 0 1 0 6H21" fill="none" stroke="#fff" stroke-width="2"/>
<path d="M11 10c0-2 2-2 2-4m3 4c0-2 2-2 2-4" fill="none" stroke="#fff" stroke-width="1.6"/>
</svg>
`;
