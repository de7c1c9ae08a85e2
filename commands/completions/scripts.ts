/**
 * What each shell runs when somebody presses Tab: it asks `ktrdr complete` with the words so far. An answer is a line a
 * word, behind a tab a few words on it; the line ":files" says that names of files are wanted.
 * @module
 */
import type { Context } from "../program/context.ts";

/** The shells that can be helped. */
export const shells = ["bash", "zsh", "fish"] as const;

/** One of {@linkcode shells}. */
type Shell = typeof shells[number];

/**
 * bash splits words at ":", "=" and "@", too; what it is given must begin where its own last word begins. It calls the
 * function again for the second Tab, which lists what the first one found: that answer is kept for some seconds.
 */
const bash = `# Completion of ktrdr for bash.
_ktrdr() {
  local line asked="$PWD $COMP_WORDBREAKS \${COMP_LINE:0:COMP_POINT}"
  if [[ $asked != "\${_ktrdr_asked-}" ]] || ((SECONDS > _ktrdr_until)); then
    _ktrdr_asked= _ktrdr_until=$((SECONDS + 4))
    _ktrdr_answer=$(ktrdr complete -- bash "$COMP_WORDBREAKS" "\${COMP_LINE:0:COMP_POINT}" </dev/null 2>/dev/null) &&
      _ktrdr_asked=$asked
  fi
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
    elif [[ -n $line ]]; then
      COMPREPLY+=("$line")
    fi
  done <<<"$_ktrdr_answer"
}
complete -F _ktrdr ktrdr
`;

const zsh = `#compdef ktrdr
# Completion of ktrdr for zsh.
_ktrdr() {
  local line
  local -a values
  local -i files=0
  for line in "\${(@f)$(ktrdr complete -- zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" </dev/null 2>/dev/null)}"; do
    case $line in
      ('') ;;
      (:files) files=1 ;;
      (*$'\\t'*) values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      (*) values+=("\${line//:/\\\\:}") ;;
    esac
  done
  (( \${#values} )) && _describe -V ktrdr values
  if (( files )); then
    compset -P '--*='
    _files
  fi
}
if [[ \${funcstack[1]} == _ktrdr ]]; then
  _ktrdr "$@"
else
  compdef _ktrdr ktrdr
fi
`;

const fish = `# Completion of ktrdr for fish.
function __ktrdr_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l word (commandline -ct)
    for line in (ktrdr complete -- fish $words "$word" </dev/null 2>/dev/null)
        if test "$line" = :files
            set -l flag (string match -r -- '^--[^=]*=' "$word")
            for path in (__fish_complete_path (string replace -- "$flag" '' "$word"))
                printf '%s%s\\n' "$flag" "$path"
            end
        else
            printf '%s\\n' "$line"
        end
    end
end
complete -c ktrdr -f -a '(__ktrdr_complete)'
`;

/** The script of a shell. */
export function completionScript(shell: Shell): string {
  return { bash, zsh, fish }[shell];
}

/** `ktrdr completions`: the script that a shell reads. */
export function showScript(context: Context, shell: Shell): Promise<void> {
  const script = completionScript(shell);
  context.printer.result({ shell, script }, () => script.trimEnd());
  return Promise.resolve();
}
