/**
 * Deno's permissions, looked at before something is done: where one is missing Deno would stop and ask the user.
 * @module
 */
import { fromFileUrl } from "@std/path";

/** Whether Deno lets the program do this, without asking anybody. */
export function isPermitted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}

/** Throws the `NotCapable` that Deno itself throws where it may not ask. */
export function requirePermission(name: "read" | "write" | "net", target: string): void {
  const descriptor: Deno.PermissionDescriptor = name === "net"
    ? { name, host: target }
    : { name, path: target };
  if (isPermitted(descriptor)) return;
  throw new Deno.errors.NotCapable(
    `Requires ${name} access to "${target}", run again with the --allow-${name} flag`,
  );
}

/** {@linkcode requirePermission} for an environment variable. */
export function requireVariable(variable: string): void {
  if (isPermitted({ name: "env", variable })) return;
  throw new Deno.errors.NotCapable(
    `Requires env access to "${variable}", run again with the --allow-env flag`,
  );
}

/** {@linkcode requirePermission} for the server of a URL. */
export function requireNetwork({ protocol, hostname, port }: URL): void {
  requirePermission("net", `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`);
}

/** {@linkcode requirePermission} for the folder of the embedded engine. */
export function requireHome(folder: string): void {
  requirePermission("read", folder);
  requirePermission("write", folder);
}

/** {@linkcode requirePermission} for the module of a worker. Deno may load from the host that this program is from. */
export function requireModule(url: string): void {
  if (url.startsWith("file:")) requirePermission("read", fromFileUrl(url));
}

/** What Deno does not let this program do, of "net", "read", "write" and "env"; part of it counts as all. */
export async function missingPermissions(): Promise<string[]> {
  const names = ["net", "read", "write", "env"] as const;
  const answers = await Promise.all(names.map((name) => Deno.permissions.query({ name })));
  return names.filter((_, index) => answers[index].state !== "granted" || answers[index].partial);
}
