# shellcheck shell=bash
# What the parts of `delivery` share: counting, comparing, tools, the sample. Sourced, never run.

# `root`, `fail` and `find_server` come from here.
# shellcheck source=../editors/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../editors/lib.sh"

# shellcheck disable=SC2034 # Read by what sources this.
expected=$root/.ci/expected
passed=0
failed=0

# Messages are compared, so they come in one language.
export LC_ALL=C.UTF-8

# A checkout may belong to somebody else than who checks it.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'

# The version of the program.
version() {
  sed -n '1,/^version = /s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml"
}

# A folder of this run, gone at its end.
scratch() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
}

pass() {
  printf 'ok    %s\n' "$1"
  passed=$((passed + 1))
}

# What went wrong is shown below its name.
flunk() {
  printf 'FAIL  %s\n' "$1"
  sed 's/^/      /'
  failed=$((failed + 1))
}

# `holds NAME COMMAND…`: the command ends well. Its output is shown when it does not.
holds() {
  local name=$1 log
  shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then pass "$name"; else flunk "$name" <"$log"; fi
  rm -f "$log"
}

# `breaks NAME COMMAND…`: the command ends with 1, as a check does that has found something.
breaks() {
  local name=$1 status=0
  shift
  "$@" >/dev/null 2>&1 || status=$?
  if ((status == 1)); then pass "$name"; else flunk "$name" <<<"It ended with $status, not with 1: $*"; fi
}

# `same NAME EXPECTED ACTUAL`: two files are the same.
same() {
  local name=$1 wanted=$2 actual=$3 difference
  if [[ -n ${UPDATE_EXPECT:-} && $wanted == "$expected"/* ]]; then
    cp "$actual" "$wanted"
  fi
  if difference=$(diff -u --label expected --label actual "$wanted" "$actual" 2>&1); then
    pass "$name"
  else
    flunk "$name" <<<"$difference"
  fi
}

# Runs a command and writes what it prints, and last its exit code, as the files in `expected` have it.
told() {
  local status=0
  "$@" 2>&1 || status=$?
  printf 'exit code %s\n' "$status"
}

# A part that has checked nothing has not passed.
finish() {
  printf '%s passed, %s failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}

# Puts the tools of tools.txt that are named on PATH, installed into .cache. The stamp is written last, so half an
# installation is none.
use_tools() {
  local python wanted folder name
  python=$(type -P python3 || type -P python) || fail "The tools of .ci/tools.txt are installed with Python 3, and there is none on PATH."
  wanted=$(for name; do grep -- "^$name==" "$root/.ci/tools.txt"; done)
  folder=$(git hash-object --stdin <<<"$wanted")
  folder=$root/.cache/delivery/tools-${folder:0:12}
  if [[ ! -e $folder/whole ]]; then
    printf '%s\n' "Installing into .cache/delivery (once):" "$wanted" >&2
    rm -rf "$folder"
    mkdir -p "$folder"
    printf '*\n' >"$root/.cache/.gitignore"
    {
      "$python" -m venv "$folder" &&
        PATH=$folder/bin:$folder/Scripts:$PATH &&
        xargs python -m pip install --disable-pip-version-check --only-binary :all: <<<"$wanted"
    } >"$root/.cache/delivery/tools.log" 2>&1 ||
      fail "$(tail -n 5 "$root/.cache/delivery/tools.log")" "" "The tools of .ci/tools.txt cannot be installed; see above." \
        "They need Python 3 with its venv module (Debian: apt-get install python3-venv) and a network."
    : >"$folder/whole"
  fi
  PATH=$folder/bin:$folder/Scripts:$PATH
}

# Installs a package of Debian where that is allowed.
need_program() {
  local program=$1 package=$2
  type -P "$program" >/dev/null && return
  local as=()
  # The machines of GitHub let everybody be root.
  [[ $(id -u) == 0 ]] || as=(sudo --non-interactive)
  { type -P apt-get && "${as[@]}" true; } >/dev/null 2>&1 ||
    fail "This needs $program, and it is not on PATH (Debian: apt-get install $package)."
  { "${as[@]}" apt-get update && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"; } \
    >"$work/apt.log" 2>&1 ||
    fail "$(tail -n 5 "$work/apt.log")" "" "Debian's package $package cannot be installed; see above."
}

# Makes a Git repository of a folder, with all of it in one commit.
repository() {
  git -C "$1" init --quiet --initial-branch=main
  git -C "$1" config user.name sample
  git -C "$1" config user.email sample@example.com
  git -C "$1" add .
  git -C "$1" commit --quiet --message "All of it"
}

# Fills a folder with a Git repository as a person has it: a template with mistakes, one without, and other files.
sample() {
  mkdir -p "$1"
  cp -R "$root/.ci/sample/." "$1"
  cp "$root/editors/sample.json" "$1/images/web.json"
  repository "$1"
}

# The files of the project, a NUL behind each: all that Git tracks or would track, in folders that are named or in all. Where the
# project lies without Git, what its tools do not make.
files() {
  if git -C "$root" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    (cd "$root" && git ls-files -z --cached --others --exclude-standard -- "$@" | while IFS= read -r -d '' file; do
      [[ ! -e $file ]] || printf '%s\0' "$file"
    done)
  else
    ((${#@} > 0)) || set -- .
    (cd "$root" && find "$@" \( -path ./target -o -path ./.cache -o -name node_modules -o -path '*/vscode/dist' -o -path '*/vscode/server' \) -prune \
      -o -type f -printf '%p\0' | sed -z 's|^\./||')
  fi
}

# The project as a Git repository of its own, in the state in which it lies here.
snapshot() {
  mkdir -p "$1"
  (cd "$root" && files | tar --null --files-from=- -cf -) | tar -xf - -C "$1"
  repository "$1"
}

# `page_block FILE NAME`: the block of a page between two markers, without its fence.
page_block() {
  sed -n "/^<!-- begin $2 -->\$/,/^<!-- end $2 -->\$/p" "$root/$1" | sed '/^<!-- /d; /^```/d'
}
