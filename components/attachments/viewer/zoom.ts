/** How much larger than what fits. */
export const mostZoom = 8;

/** A zoom within what there is; what nearly fits does fit. */
export function clampZoom(zoom: number): number {
  const within = Math.min(mostZoom, Math.max(1, zoom));
  return within < 1.02 ? 1 : within;
}
