import { tableFromIPC, Type } from "@uwdata/flechette";

/** The zones of the columns in a schema of Arrow, in base64; of a schema that cannot be read, none. */
export function readArrowZones(schema: string): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  try {
    for (const { name, type } of tableFromIPC(Uint8Array.fromBase64(schema)).schema.fields) {
      if (type.typeId === Type.Timestamp && type.timezone) zones.set(name, type.timezone);
    }
  } catch {
    // It only adds to what the file itself says of its columns.
  }
  return zones;
}
