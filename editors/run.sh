# shellcheck shell=bash
# What the tests in Emacs, Vim and Kate share: documents to open, counting what passed, ending what is left. Sourced after lib.sh, never run.

# A home and documents of this run's own. The server is there as `aib-ls` on PATH as well, for what takes its name from nowhere else.
prepare() {
  private_folders
  export scratch HOME=$scratch/home DOCUMENTS=$scratch/documents LC_ALL=C.UTF-8 TERM=xterm-256color
  mkdir -p "$HOME" "$DOCUMENTS" "$scratch/bin"
  ln -s "$(readlink -f "$(type -P -- "$AIB_LS_SERVER")")" "$scratch/bin/aib-ls"
  PATH=$scratch/bin:$PATH
  cp "$root/editors/sample.json" "$DOCUMENTS/template.json"
  sed 's|"buildTimeoutInMinutes": 3|/* 😀 */ &|' "$root/editors/sample.json" >"$DOCUMENTS/comment.jsonc"
  printf '{\n  "name": "x",\n  "version": 3\n}\n' >"$DOCUMENTS/package.json"
  cat >"$DOCUMENTS/customization.log" <<'LOG'
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
LOG
}

# The processes of this run that are still there: they have its folder in their environment.
left_behind() {
  local found
  # Its status tells nothing: processes end while it looks.
  found=$(env -i "$(type -P grep)" -lzsxF "DOCUMENTS=$DOCUMENTS" /proc/[0-9]*/environ) || true
  [[ -z $found ]] || printf '%s\n' "$found" | sed 's|/proc/||; s|/environ||'
}

# `part NAME COMMAND…`: runs what prints a line "ok …" or "FAIL …" for each check; an end before the end is a failure too.
# What it says on standard error goes to $scratch/noise.
part() {
  local name=$1 status=0
  shift
  "$@" 2>>"$scratch/noise" | tee "$scratch/part" || status=$?
  grep -aq '^FAIL' "$scratch/part" || { ((status == 0)) && grep -aq '^ok' "$scratch/part"; } ||
    printf 'FAIL  %s ended with %d before its end\n' "$name" "$status"
}

# `counted FUNCTION`: runs parts, holds that they leave no process, and says how many checks passed.
counted() {
  local left passed failed process
  "$1" </dev/null | tee "$scratch/report"
  for _ in {1..50}; do
    left=$(left_behind)
    [[ -n $left ]] || break
    sleep 0.1
  done
  if [[ -z $left ]]; then
    printf 'ok    no process is left\n'
  else
    printf 'FAIL  no process is left\n'
    for process in $left; do
      printf '      left: %s\n' "$(tr '\0' ' ' <"/proc/$process/cmdline")"
      kill "$process" || true
    done
  fi | tee -a "$scratch/report"
  passed=$(grep -ac '^ok ' "$scratch/report") || true
  failed=$(grep -ac '^FAIL ' "$scratch/report") || true
  ((failed == 0)) || tail -n 50 "$scratch/noise" >&2
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0))
}
