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
/** Bytes of a page. */
export declare const PAGE = 65536;
/** Pages that 32 bits address. */
export declare const MOST_PAGES = 65536;
/** False where there is no WebAssembly, or not what the module needs of it. */
export declare function isSupported(bytes: Uint8Array): boolean;
/** True for what a module throws by itself, where it reads or writes outside of its memory; not for what it is called back with. */
export declare function isTrap(error: unknown): boolean;
/** Throws WebAssembly's CompileError for bytes that are no module. */
export declare function compileModule(bytes: Uint8Array): WasmModule;
/** @param env what the module imports */
export declare function instantiate<Exports>(module: WasmModule, env?: object): Exports;
/** Memory that does not grow; pages that are not touched cost nothing. Undefined if there is not as much. */
export declare function shareMemoryOf(pages: number): SharedWasmMemory | undefined;
