#!/usr/bin/env bash
# Installs the programs of `make failover`. Needs the rights to install packages; says what to install otherwise.
set -euo pipefail

missing=()
has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }
has patroni || missing+=(patroni)
has etcd || missing+=(etcd-server)
has haproxy || missing+=(haproxy)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0

say_and_stop() {
  echo "The campaign needs these programs: ${missing[*]}" >&2
  echo "$1" >&2
  exit 1
}
has apt-get || say_and_stop "Install them with this system's package manager, then run the command again."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  has sudo && sudo -n true 2>/dev/null || say_and_stop "Ask the administrator to run: apt-get install ${missing[*]}"
  as_root=(sudo -n)
fi
echo "Installing for the campaign: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
