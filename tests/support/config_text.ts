import { chooseConfig, type Config } from "../../lib/config/config.ts";
import { parseConfig } from "../../lib/config/parse_config.ts";

/** What a configuration file says, at `/c.yaml`. */
export function configOf(text: string, profile?: string): Config {
  const wanted = profile === undefined ? undefined : { text: profile, origin: "--profile" };
  return chooseConfig(parseConfig(text, "/c.yaml"), wanted);
}
