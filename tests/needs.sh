#!/usr/bin/env bash
# Installs the programs the tests drive. Needs the rights to install packages; says what to install otherwise.
set -euo pipefail

missing=()
has() { command -v "$1" >/dev/null 2>&1; }
has chromium || has chromium-browser || has google-chrome || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb || missing+=(postgresql)
{ has fc-list && [ -n "$(fc-list ':lang=zh-cn' family)" ]; } || missing+=(fontconfig fonts-noto-cjk)
has soffice || missing+=(libreoffice-calc)
# Word documents are opened by another part of the suite than workbooks.
compgen -G '/usr/lib*/libreoffice/program/libswlo.so' >/dev/null \
  || compgen -G '/opt/libreoffice*/program/libswlo.so' >/dev/null || missing+=(libreoffice-writer)
{ has nginx || [ -x /usr/sbin/nginx ]; } || missing+=(nginx-light)
has pdfinfo || missing+=(poppler-utils)
[ ${#missing[@]} -eq 0 ] && exit 0

say_and_stop() {
  echo "The tests need these programs: ${missing[*]}" >&2
  echo "$1" >&2
  exit 1
}
has apt-get || say_and_stop "Install them with this system's package manager, then run the command again."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  has sudo && sudo -n true 2>/dev/null || say_and_stop "Ask the administrator to run: apt-get install ${missing[*]}"
  as_root=(sudo -n)
fi
echo "Installing for the tests: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
