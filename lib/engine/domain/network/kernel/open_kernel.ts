import type { Kernel } from "./kernel.ts";
import { PlainKernel } from "./plain_kernel.ts";
import { SimdKernel } from "./simd_kernel.ts";
import { simdModule } from "./simd_module.ts";

/**
 * How a network is computed: four numbers at a time in WebAssembly, or one by one in plain numbers. Both give the same
 * bits.
 */
export type KernelKind = "simd" | "plain";

/** A new kernel. Where WebAssembly has no SIMD or no shared memory it is the plain one in any case. */
export function openKernel(kind: KernelKind = "simd"): Kernel {
  const bytes = Uint8Array.from(atob(simdModule), (character) => character.charCodeAt(0));
  if (kind === "plain" || !WebAssembly.validate(bytes)) return new PlainKernel();
  return new SimdKernel(new WebAssembly.Module(bytes));
}
