/**
 * Ciphers for secret keys: block ciphers, and the modes in which they are applied to messages piece by piece. It knows
 * nothing of Node's bindings.
 */
export { CipherError, type CipherMode } from "./block-cipher.ts";
export { BlockMode } from "./block-modes.ts";
export { CcmMode, type AuthenticatedMode } from "./authenticated-modes.ts";
export { cipherKind, cipherNames, type CipherKind } from "./kinds.ts";
export { hasTag, isAuthenticated, openCipher } from "./open-cipher.ts";
