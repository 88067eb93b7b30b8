/** Reads or (with `write`) sets the variable at `index`. Reading one that has no value yet throws. */
export type ScopeAccess = (index: number, write?: boolean, value?: unknown) => unknown;
/** The same for a private field of an object; answers the recorder itself when the object has no such field. */
export type FieldAccess = (object: object, index: number, write?: boolean, value?: unknown) => unknown;

/** Variables of one call of a function that something may still use. */
export interface RecordedScope {
  /** So many of them, the first ones, may change. */
  readonly mutable: number;
  readonly count: number;
  readonly access: ScopeAccess;
}

/** Private fields that a class gives to its instances (or itself has, where they are static). */
export interface RecordedFields {
  readonly prototype: object;
  readonly count: number;
  readonly access: FieldAccess;
}

/** What instrumented scripts (build/instrument.ts) tell of themselves. */
export interface Recorder {
  /** Whether scopes are wanted. */
  on: boolean;
  scope(mutable: number, count: number, access: ScopeAccess): void;
  fields(constructor: { readonly prototype: object }, count: number, access: FieldAccess): void;
  scopes: RecordedScope[];
  classes: RecordedFields[];
}

/** The text of an expression that makes a recorder; the build puts it before a script that it instruments. */
export const RECORDER_SOURCE =
  "{on:false,scopes:[],classes:[]," +
  "scope(mutable,count,access){this.scopes[this.scopes.length]={mutable,count,access}}," +
  "fields({prototype},count,access){this.classes[this.classes.length]={prototype,count,access}}}";
