/** What is used of WebAssembly: Node's types leave it to the DOM's. */

/** A compiled module; threads share it. */
export interface WasmModule {
  readonly _module: never;
}

/** Memory of one thread. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Memory that threads share. */
export interface SharedWasmMemory {
  readonly buffer: SharedArrayBuffer;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedWasmMemory;
  readonly RuntimeError: new () => Error;
  validate(bytes: Uint8Array): boolean;
};

/** Bytes of a page. */
export const PAGE = 65_536;

/** Pages that 32 bits address. */
export const MOST_PAGES = 65_536;

/** False where there is no WebAssembly, or not what the module needs of it. */
export function isSupported(bytes: Uint8Array): boolean {
  return 'WebAssembly' in globalThis && WebAssembly.validate(bytes);
}

/** True for what a module throws by itself, where it reads or writes outside of its memory; not for what it is called back with. */
export function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError;
}

/** Throws WebAssembly's CompileError for bytes that are no module. */
export function compileModule(bytes: Uint8Array): WasmModule {
  return new WebAssembly.Module(bytes);
}

/** @param env what the module imports */
export function instantiate<Exports>(module: WasmModule, env: object = {}): Exports {
  return new WebAssembly.Instance(module, { env }).exports as Exports;
}

/** Memory that does not grow; pages that are not touched cost nothing. Undefined if there is not as much. */
export function shareMemoryOf(pages: number): SharedWasmMemory | undefined {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch {
    return undefined;
  }
}
