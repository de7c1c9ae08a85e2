/** The number, or null for anything that JSON cannot carry as one. */
export function toFinite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
