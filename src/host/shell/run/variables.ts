/** Shell variables: scalars, indexed and associative arrays, their attributes, and the scopes of functions. */

export type VariableValue =
  | { readonly kind: "scalar"; text: string }
  | { readonly kind: "indexed"; readonly items: Map<number, string> }
  | { readonly kind: "associative"; readonly items: Map<string, string> };

export interface Variable {
  /** Null: declared, but without a value. */
  value: VariableValue | null;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  nameref: boolean;
  letters: "lower" | "upper" | null;
}

/** A variable that `readonly` protects was to be changed. */
export class ReadonlyVariable extends Error {
  override readonly name = "ReadonlyVariable";
  constructor(variable: string) {
    super(`${variable}: readonly variable`);
  }
}

export function newVariable(): Variable {
  return { value: null, exported: false, readonly: false, integer: false, nameref: false, letters: null };
}

type Scope = Map<string, Variable | undefined>;

export class Variables {
  private readonly all = new Map<string, Variable>();
  /** What a function's `local` hid, to be put back when it returns. Innermost last. */
  private readonly scopes: Scope[] = [];

  copy(): Variables {
    const copy = new Variables();
    for (const [name, variable] of this.all) copy.all.set(name, copyVariable(variable));
    for (const scope of this.scopes) {
      copy.scopes.push(new Map([...scope].map(([name, value]) => [name, value && copyVariable(value)])));
    }
    return copy;
  }

  get depth(): number {
    return this.scopes.length;
  }

  pushScope(): void {
    this.scopes.push(new Map());
  }

  popScope(): void {
    for (const [name, variable] of this.scopes.pop() ?? []) {
      if (variable === undefined) this.all.delete(name);
      else this.all.set(name, variable);
    }
  }

  /** A fresh variable in the innermost scope. */
  makeLocal(name: string): Variable {
    const scope = this.scopes.at(-1);
    const existing = this.all.get(name);
    if (scope === undefined || scope.has(name)) return existing ?? this.declare(name);
    scope.set(name, existing);
    const local = newVariable();
    this.all.set(name, local);
    return local;
  }

  isLocal(name: string): boolean {
    return this.scopes.at(-1)?.has(name) ?? false;
  }

  /** The variable itself, references followed. */
  find(name: string): Variable | undefined {
    return this.all.get(this.target(name));
  }

  /** Without following references. */
  own(name: string): Variable | undefined {
    return this.all.get(name);
  }

  /** Where a reference (`declare -n`) leads in the end. */
  target(name: string): string {
    let at = name;
    for (let hops = 0; hops < 16; hops++) {
      const variable = this.all.get(at);
      if (variable?.nameref !== true || variable.value?.kind !== "scalar" || variable.value.text === "")
        return at;
      at = variable.value.text;
    }
    return at;
  }

  declare(name: string): Variable {
    const target = this.target(name);
    let variable = this.all.get(target);
    if (variable === undefined) {
      variable = newVariable();
      this.all.set(target, variable);
    }
    return variable;
  }

  unset(name: string): void {
    const target = this.target(name);
    if (this.all.get(target)?.readonly === true) throw new ReadonlyVariable(target);
    this.all.delete(target);
  }

  /** Without following references. */
  removeOwn(name: string): void {
    this.all.delete(name);
  }

  names(): string[] {
    return [...this.all.keys()].toSorted();
  }

  entries(): [string, Variable][] {
    return [...this.all];
  }

  put(name: string, variable: Variable): void {
    this.all.set(name, variable);
  }

  /** The scalar value, or element 0 of an array. */
  scalar(name: string): string | undefined {
    const value = this.find(name)?.value;
    if (value === undefined || value === null) return undefined;
    if (value.kind === "scalar") return value.text;
    return value.kind === "indexed" ? value.items.get(0) : value.items.get("0");
  }

  setScalar(name: string, text: string): void {
    const variable = this.declare(name);
    if (variable.readonly) throw new ReadonlyVariable(this.target(name));
    const value = variable.value;
    if (value?.kind === "indexed") value.items.set(0, text);
    else if (value?.kind === "associative") value.items.set("0", text);
    else variable.value = { kind: "scalar", text };
  }

  /** What a child process inherits. */
  environment(): Record<string, string> {
    const environment: Record<string, string> = {};
    for (const [name, variable] of this.all) {
      if (variable.exported && variable.value?.kind === "scalar") environment[name] = variable.value.text;
    }
    return environment;
  }
}

export function copyVariable(variable: Variable): Variable {
  const { value } = variable;
  if (value === null) return { ...variable };
  if (value.kind === "scalar") return { ...variable, value: { ...value } };
  if (value.kind === "indexed")
    return { ...variable, value: { kind: "indexed", items: new Map(value.items) } };
  return { ...variable, value: { kind: "associative", items: new Map(value.items) } };
}

/** The elements of an array (a scalar counts as one) in the order of its indices. */
export function elements(variable: Variable | undefined): [string, string][] {
  const value = variable?.value ?? null;
  if (value === null) return [];
  if (value.kind === "scalar") return [["0", value.text]];
  if (value.kind === "associative") return [...value.items];
  return [...value.items].toSorted((a, b) => a[0] - b[0]).map(([index, text]) => [String(index), text]);
}
