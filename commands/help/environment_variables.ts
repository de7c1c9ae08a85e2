/** An environment variable that the program, or Deno below it, goes by. */
interface EnvironmentVariable {
  name: string;
  meaning: string;
}

/** Every environment variable that makes a difference. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  { name: "KTRDR_API_URL", meaning: "Address of the KTRDR API; --url and --port count before it" },
  {
    name: "KTRDR_API_CLIENT_BASE_URL",
    meaning: "The same under its old name; the configuration file and .env.sandbox count before it",
  },
  { name: "KTRDR_API_CLIENT_TIMEOUT", meaning: "Seconds for one request (default: 30)" },
  { name: "KTRDR_TOKEN", meaning: "Bearer token for the server" },
  { name: "KTRDR_SERVE_TOKEN", meaning: "Bearer token that 'ktrdr serve' demands" },
  { name: "KTRDR_CONFIG", meaning: "The configuration file; 'ktrdr config path' prints it" },
  { name: "KTRDR_PROFILE", meaning: "Profile of the configuration file; --profile counts before it" },
  { name: "KTRDR_HOME", meaning: "Folder where the engine inside this program keeps its data" },
  { name: "KTRDR_PROGRESS", meaning: "How progress is shown: auto, tty, plain, quiet or json" },
  { name: "NO_COLOR", meaning: "No colour, if not empty" },
  { name: "CLICOLOR_FORCE", meaning: "Colour without a terminal, too, if neither empty nor 0" },
  { name: "TERM", meaning: "'dumb' means neither colour nor a progress bar" },
  { name: "TERM_PROGRAM", meaning: "A terminal known for it shows progress in its tab" },
  { name: "WT_SESSION", meaning: "The same, for Windows Terminal" },
  { name: "ConEmuANSI", meaning: "The same, for ConEmu, if ON" },
  { name: "LC_ALL", meaning: "The locale, for 'ktrdr doctor'; else LC_CTYPE, else LANG" },
  { name: "LC_CTYPE", meaning: "See LC_ALL" },
  { name: "LANG", meaning: "See LC_ALL" },
  {
    name: "XDG_CONFIG_HOME",
    meaning: "Parent of the folder 'ktrdr' with the configuration file (default: ~/.config)",
  },
  { name: "XDG_DATA_HOME", meaning: "Parent of the folder 'ktrdr' with the data (default: ~/.local/share)" },
  { name: "APPDATA", meaning: "On Windows, instead of XDG_CONFIG_HOME" },
  { name: "LOCALAPPDATA", meaning: "On Windows, instead of XDG_DATA_HOME" },
  { name: "HOME", meaning: "Your folder, where the defaults begin with ~" },
  { name: "USERPROFILE", meaning: "The same, on Windows" },
  {
    name: "HTTPS_PROXY",
    meaning: "Proxy for https addresses (read by Deno, as all four in lower case, too)",
  },
  { name: "HTTP_PROXY", meaning: "Proxy for http addresses (read by Deno)" },
  { name: "ALL_PROXY", meaning: "Proxy for all addresses (read by Deno)" },
  { name: "NO_PROXY", meaning: "Hosts that are asked without a proxy (read by Deno)" },
  { name: "DENO_CERT", meaning: "File with certificates to trust besides the usual ones (read by Deno)" },
  {
    name: "DENO_TLS_CA_STORE",
    meaning: "Whose certificates to trust: mozilla, system, or both (read by Deno)",
  },
];
