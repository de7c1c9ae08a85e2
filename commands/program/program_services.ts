import type { Server } from "../../lib/contract/server.ts";

/** Folders of the user that an engine serves as they are. */
export interface ServedFolders {
  /** Of strategy files. */
  strategies?: string | undefined;
  /** Of files of bars. */
  data?: string | undefined;
}

/** How to open the embedded engine. */
export interface OpenEngineOptions extends ServedFolders {
  /** The folder that holds everything the engine keeps. */
  home: string;
  /** How many jobs may run at once. */
  cores: number;
  /** What the engine calls itself in `GET /health`. */
  version: string;
}

/** Parts of the program that are opened only when they are needed. */
export interface ProgramServices {
  openEngine(options: OpenEngineOptions): Promise<Server>;
}
