#!/usr/bin/env bash
# Brings a fresh checkout to the point where the TypeScript scripts run, then hands over to one of them:
# node_modules (through pnpm, brought by npx) with Node 24 in it. Everything else is done in scripts/*.ts.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly pnpm_version=12.21.0
readonly stamp=node_modules/.stageline-lock
readonly node=node_modules/.bin/node

fail() {
  printf '\n✗ %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

lock_hash() { cat pnpm-lock.yaml pnpm-workspace.yaml | cksum; }

# Shows what the job in the background does: a live line on a terminal, otherwise a line now and then.
watch_job() { # pid, log, title
  local started=$SECONDS detail
  [ -t 1 ] || printf '· %s …\n' "$3"
  while kill -0 "$1" 2>/dev/null; do
    sleep 0.5
    detail=$(tail -n 1 "$2" 2>/dev/null | tr -d '\r' | cut -c 1-60) || true
    if [ -t 1 ]; then
      printf '\r\033[K· %s · %s (%d s)' "$3" "$detail" $((SECONDS - started))
    elif [ $(((SECONDS - started) % 15)) -eq 14 ]; then
      printf '  … %s · %s (%d s)\n' "$3" "$detail" $((SECONDS - started))
      sleep 1
    fi
  done
  [ ! -t 1 ] || printf '\r\033[K'
}

install_dependencies() {
  local log started=$SECONDS job
  log=$(mktemp)
  # CI=true: never a question; NODE_ENV unset: the client's build tools are development dependencies.
  env -u NODE_ENV CI=true npx -y "pnpm@$pnpm_version" install --frozen-lockfile >"$log" 2>&1 &
  job=$!
  trap 'kill "$job" 2>/dev/null || true; rm -f "$log"; exit 130' INT TERM
  watch_job "$job" "$log" 'Installing dependencies (pnpm, Node 24)'
  if ! wait "$job"; then
    tail -n 30 "$log" >&2
    fail "pnpm could not install the dependencies." \
      "The whole output: $log" \
      "Check that the npm registry can be reached (npm ping), then run the command again."
  fi
  trap - INT TERM
  rm -f "$log"
  lock_hash >"$stamp"
  printf '✓ Installing dependencies (%d s)\n' $((SECONDS - started))
}

command_name=${1:-}
[ -n "$command_name" ] && [ -f "scripts/$command_name.ts" ] ||
  fail "usage: scripts/bootstrap.sh <command> [arguments]" "The commands are the scripts in package.json."
shift

for program in node npx; do
  command -v "$program" >/dev/null 2>&1 || fail "$program is not installed." \
    "Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm, or https://nodejs.org), then run the command again."
done

if [ ! -x "$node" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$(lock_hash)" ]; then
  install_dependencies
fi

# Node keeps compiled (and type-stripped) code here: every process starts faster and needs less memory.
export NODE_COMPILE_CACHE=${NODE_COMPILE_CACHE:-$PWD/node_modules/.cache/node}

# The scripts run on the Node of node_modules; replacing this shell lets Ctrl-C and signals reach them. The launcher lives
# as long as the product and does next to nothing: a small young generation keeps it small.
exec "$node" --max-semi-space-size=2 "scripts/$command_name.ts" "$@"
