# shellcheck shell=bash
# What the tests in Visual Studio Code need: code-server, the Node.js it runs on, Chromium. Sourced after ../lib.sh, never run.
# What npm has goes into .cache/vscode, whole or not at all.

tools=$root/.cache/vscode

# Visual Studio Code 1.139.1, and the oldest that the extension is for, 1.93.1. Each with the Node.js it was made for.
declare -A code_server=([current]=4.139.1 [minimum]=4.93.1)
declare -A node_for=([current]=24.21.0 [minimum]=20.20.2)

# Runs a function in a new folder and gives that folder its name when all of it has worked.
once() {
  local name=$1 new
  shift
  [[ ! -d $tools/$name ]] || return 0
  printf '%s\n' "Installing $name into .cache/vscode (once)." >&2
  new=$(mktemp -d "$tools/new.XXXXXX")
  # In the background, because `set -e` means nothing in what stands before `||`.
  (set -e; cd "$new"; "$@") >"$tools/$name.log" 2>&1 &
  wait $! || {
    rm -rf "$new"
    fail "$(tail -n 15 "$tools/$name.log")" "" "$name cannot be installed; see above."
  }
  mv "$new" "$tools/$name"
}

npm_install() {
  npm install --no-save --no-audit --no-fund --no-package-lock --loglevel=error "$@"
}

get_node() {
  npm_install "node-linux-$(node_architecture)@$1"
}

node_architecture() {
  case $(uname -m) in
    x86_64) echo x64 ;;
    aarch64) echo arm64 ;;
    *) fail "There is no Node.js for $(uname -m) to run Visual Studio Code with." ;;
  esac
}

node_folder() {
  printf '%s\n' "$tools/node-$1/node_modules/node-linux-$(node_architecture)"
}

# Modules with native parts are compiled against the Node.js that will run them.
get_current() {
  npm_install "code-server@${code_server[current]}"
}

# The install script of this one refuses root, and a package of its own wants to download ripgrep: step by step then.
get_minimum() {
  local top=$PWD vscode=node_modules/code-server/lib/vscode
  npm_install "code-server@${code_server[minimum]}" --ignore-scripts
  cd "$top/$vscode"
  npm_install --omit=dev --ignore-scripts --legacy-peer-deps
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -sf "$(type -P rg)" node_modules/@vscode/ripgrep/bin/rg
  npm rebuild
  cd extensions
  npm_install --omit=dev --ignore-scripts --legacy-peer-deps
  cd "$top"
  npm rebuild argon2
}

# `vscode_tools current` or `vscode_tools minimum`: installs, and sets what the tests read from the environment.
vscode_tools() {
  local which=$1 node path=$PATH
  [[ $(uname -s) == Linux ]] || fail "The tests in Visual Studio Code run on Linux."
  type -P npm >/dev/null || fail "The tests in Visual Studio Code need npm. Install Node.js 20 or newer."
  mkdir -p "$tools"
  printf '*\n' >"$root/.cache/.gitignore"
  need_debian chromium libkrb5-dev g++ make python3 ripgrep
  once "node-${node_for[current]}" get_node "${node_for[current]}"
  once "node-${node_for[$which]}" get_node "${node_for[$which]}"
  node=$(node_folder "${node_for[$which]}")
  PATH=$node/bin:$PATH npm_config_nodedir=$node once "code-server-${code_server[$which]}" "get_$which"
  CHROMIUM=$(type -P chromium)
  CODE_SERVER=$tools/code-server-${code_server[$which]}/node_modules/code-server/out/node/entry.js
  CODE_SERVER_NODE=$node/bin/node
  # The tests are TypeScript, which this Node.js runs as it is.
  PATH=$(node_folder "${node_for[current]}")/bin:$path
  export CHROMIUM CODE_SERVER CODE_SERVER_NODE PATH
}
