/** Public-key cryptography: own code over libraries of curves and of lattices, too much to load before it is used. */
export * from "../public-keys/index.ts";
