# Sourced: installs the packages in `missing`, or says who should. WHAT (the first argument) is what needs them.
has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }

install_missing() {
  local what=$1 as_root=()
  [ ${#missing[@]} -eq 0 ] && return 0
  say_and_stop() {
    echo "$what need these programs: ${missing[*]}" >&2
    echo "$1" >&2
    exit 1
  }
  has apt-get || say_and_stop "Install them with this system's package manager, then run the command again."
  if [ "$(id -u)" -ne 0 ]; then
    has sudo && sudo -n true 2>/dev/null || say_and_stop "Ask the administrator to run: apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi
  echo "Installing what is needed: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
