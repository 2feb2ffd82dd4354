#!/usr/bin/env bash
# Installs the programs the tests drive. Needs the rights to install packages; says what to install otherwise.
set -euo pipefail

source "$(dirname "$0")/install_missing.sh"
missing=()
has chromium || has chromium-browser || has google-chrome || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb || missing+=(postgresql)
{ has fc-list && [ -n "$(fc-list ':lang=zh-cn' family)" ]; } || missing+=(fontconfig fonts-noto-cjk)
has soffice || missing+=(libreoffice-calc)
# Word documents are opened by another part of the suite than workbooks.
compgen -G '/usr/lib*/libreoffice/program/libswlo.so' >/dev/null \
  || compgen -G '/opt/libreoffice*/program/libswlo.so' >/dev/null || missing+=(libreoffice-writer)
has nginx || missing+=(nginx-light)
has pdfinfo || missing+=(poppler-utils)
install_missing "The tests"
