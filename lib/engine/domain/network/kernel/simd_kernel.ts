import type { AdamStep, Kernel, Product, RectifiedGradient, RowSum, Transposition } from "./kernel.ts";

const pageSize = 65536;
/** What a module of 32-bit addresses can reach, 4 GB. */
const mostPages = 65536;
/** The kernel reads four numbers where one counts. */
const slack = 16;

/** The kernel in WebAssembly, four numbers at a time, in a memory of its own. */
export class SimdKernel implements Kernel {
  /** Shared, because arrays of a shared memory stay valid when it grows. No one else gets it. */
  readonly #memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  readonly #multiply;
  readonly #transpose;
  readonly #sumRows;
  readonly #rectify;
  readonly #rectifyGradient;
  readonly #sumSquares;
  readonly #scale;
  readonly #adam;
  /** First byte that is free. Address 0 stands for no array. */
  #end = slack;

  /** @throws {TypeError} when the module is not the kernel's. */
  constructor(module: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#multiply = findFunction(exports, "multiply");
    this.#transpose = findFunction(exports, "transpose");
    this.#sumRows = findFunction(exports, "sumRows");
    this.#rectify = findFunction(exports, "rectify");
    this.#rectifyGradient = findFunction(exports, "rectifyGradient");
    this.#sumSquares = findFunction(exports, "sumSquares");
    this.#scale = findFunction(exports, "scale");
    this.#adam = findFunction(exports, "adam");
  }

  /** @throws {RangeError} when the memory cannot grow any further. */
  allocate(length: number): Float32Array {
    const start = this.#end;
    const end = Math.ceil((start + 4 * length) / slack) * slack + slack;
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageSize));
    this.#end = end;
    const { buffer } = this.#memory;
    this.#buffers.add(buffer);
    return new Float32Array(buffer, start, length);
  }

  multiply({ left, isLeftTurned, right, start, out, rows, columns, depth }: Product): void {
    this.#multiply(
      this.#address(left),
      isLeftTurned ? 4 : 4 * depth,
      isLeftTurned ? 4 * rows : 4,
      this.#address(right),
      start === undefined ? 0 : this.#address(start),
      this.#address(out),
      rows,
      columns,
      depth,
    );
  }

  transpose({ from, to, rows, columns }: Transposition): void {
    this.#transpose(this.#address(from), this.#address(to), rows, columns);
  }

  sumRows({ values, out, rows, columns }: RowSum): void {
    this.#sumRows(this.#address(values), this.#address(out), rows, columns);
  }

  rectify(values: Float32Array, length: number): void {
    this.#rectify(this.#address(values), length);
  }

  rectifyGradient({ rectified, gradient }: RectifiedGradient, length: number): void {
    this.#rectifyGradient(this.#address(rectified), this.#address(gradient), length);
  }

  sumSquares(values: Float32Array): number {
    return this.#sumSquares(this.#address(values), values.length);
  }

  scale(values: Float32Array, factor: number): void {
    this.#scale(this.#address(values), values.length, factor);
  }

  stepAdam({ weights, gradients, means, squares, rate, squareScale, weightDecay }: AdamStep): void {
    this.#adam(
      this.#address(weights),
      this.#address(gradients),
      this.#address(means),
      this.#address(squares),
      weights.length,
      rate,
      squareScale,
      weightDecay,
    );
  }

  /** An array of somebody else has an offset as well, which would silently mean other numbers. */
  #address(array: Float32Array): number {
    if (!this.#buffers.has(array.buffer)) {
      throw new TypeError("The kernel works only on arrays that it has set aside");
    }
    return array.byteOffset;
  }
}

function findFunction(exports: WebAssembly.Exports, name: string) {
  const found = exports[name];
  if (typeof found !== "function") throw new TypeError(`The kernel has no function "${name}"`);
  return found;
}
