/**
 * How many files may lie in a folder.
 * @module
 */

/** Past this many files a folder is a drawer. */
export const folderLimit = 20;

/** The folders of the program with too many files, as `folder: what`. */
export function checkFolders(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > folderLimit).map((
    [folder, count],
  ) => `${folder}: ${count} files; at most ${folderLimit}: find the nouns in it and give each a folder`);
}
