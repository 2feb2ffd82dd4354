#!/usr/bin/env bash
# Installs the programs of `make failover`. Needs the rights to install packages; says what to install otherwise.
set -euo pipefail

source "$(dirname "$0")/../tests/install_missing.sh"
missing=()
has patroni || missing+=(patroni)
has etcd || missing+=(etcd-server)
has haproxy || missing+=(haproxy)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
install_missing "The campaign's servers"
