import type { MakeBinding } from "../binding.ts";

/** `permission`: what the process may do. */
export const permissionBinding: MakeBinding = (context) => ({
  /** @param resource a Buffer becomes text like everything else */
  has(scope: string, resource?: string | null): boolean {
    const { permissions } = context;
    if (!permissions) return true;
    if (resource === undefined) return permissions.has(scope);
    const named = String(resource);
    return named !== "" && permissions.has(scope, named);
  },
  drop(scope: string, resource?: string | null): void {
    context.permissions?.drop(scope, resource === undefined ? "" : String(resource));
  },
});
