/** The package's glue as `bundle.ts` opens it up. */
declare module "jq-web" {
  interface JqModule {
    readonly FS: {
      mkdir(path: string): void;
      chdir(path: string): void;
      writeFile(path: string, content: Uint8Array): void;
    };
    callMain(args: string[]): number;
  }
  export default function jq(options: {
    /** Makes the instance and hands it over. */
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => object;
    readonly thisProgram: string;
    /** Variables set to undefined are not in the environment. */
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly stdinByte: () => number | null;
    /** Takes what is written to a file descriptor; null marks a flush. */
    readonly byte: (descriptor: 1 | 2, byte: number | null) => void;
  }): Promise<JqModule>;
}
