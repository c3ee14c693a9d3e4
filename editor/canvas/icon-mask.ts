import type { CSSProperties } from 'react';

/** SVG text as a mask over the text colour: drawn as an image, so that whatever it holds never runs. */
export function iconMask(svg: string): CSSProperties {
  const namespaced = svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  const url = `url("data:image/svg+xml,${encodeURIComponent(namespaced)}")`;
  return { maskImage: url, WebkitMaskImage: url };
}
