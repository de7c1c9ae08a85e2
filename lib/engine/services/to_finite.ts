/** The number, or null for anything that JSON cannot carry as one. */
export function toFinite(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
