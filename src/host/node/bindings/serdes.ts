import type { RealmContext } from "../realm-context.ts";
import { makeDeserializer } from "../serdes/deserializer.ts";
import { makeSerializer } from "../serdes/serializer.ts";
import { coded } from "./values.ts";

// Taken before any program can replace them.
const { construct } = Reflect;
const { defineProperty, getOwnPropertyNames } = Object;

/** A class as V8 makes one of a template: a function, with methods that can be seen. */
function asTemplate(name: string, Class: new (...given: never[]) => object): unknown {
  const { length, prototype } = Class;
  const template = function (this: unknown, ...given: unknown[]): object {
    if (!new.target)
      throw coded(
        new TypeError(`Class constructor ${name} cannot be invoked without 'new'`),
        "ERR_CONSTRUCT_CALL_REQUIRED",
      );
    return construct(Class, given, new.target) as object;
  };
  for (const key of getOwnPropertyNames(prototype))
    defineProperty(prototype, key, { enumerable: key !== "constructor" });
  defineProperty(prototype, "constructor", { value: template });
  defineProperty(template, "prototype", { value: prototype, writable: false });
  defineProperty(template, "name", { value: name });
  defineProperty(template, "length", { value: length });
  return template;
}

/** `serdes`: V8's structured clone format as bytes. */
export function serdesBinding(context: RealmContext): Record<string, unknown> {
  return {
    Serializer: asTemplate("Serializer", makeSerializer(context)),
    Deserializer: asTemplate("Deserializer", makeDeserializer(context)),
  };
}
