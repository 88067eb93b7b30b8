/**
 * The *reference* is the original program. It can be *asked*: arguments, input and files go in; stdout, stderr and the
 * exit code come out.
 */
export {
  openReference,
  REFERENCE_MS,
  type Reference,
  type ReferenceAnswer,
  type ReferenceQuestion,
  type ReferenceSource,
} from "./reference.ts";
