# Sourced by ./run and ./test: installs what is missing and says what; does nothing the second time.
# shellcheck shell=bash
set -euo pipefail
caller=$PWD # where ./run was typed: paths that people give are meant from there
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# As in Directory.Build.props, for the compiler and MSBuild too: a quarter of their CPU time.
export DOTNET_TieredPGO=0

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

need_sdk() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: install it and put dotnet on the PATH."
  dotnet --list-sdks | grep -q '^10\.' ||
    fail "The .NET 10 SDK is missing; this machine has: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
  command -v npm >/dev/null || fail "Node.js with npm is missing: install version 20 or newer."
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "Not root and no sudo: run as root once: $*"
  fi
}

# need_packages PACKAGE ...: installs those Debian or Ubuntu packages that are not there yet.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || fail "Please install: ${missing[*]}"
  say "Installing with apt-get: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian 12 calls the library libgdal32, Ubuntu 24.04 libgdal34t64: gdal-bin, of the same source, draws in the right one.
need_gdal() { ldconfig -p | grep -q 'libgdal\.so\.3' || need_packages gdal-bin; }

# Packs DEFLATE of level 1 (raster/IsalEncoder.cs); elsewhere libdeflate does.
need_isal() { [ "$(uname -m)" != x86_64 ] || ldconfig -p | grep -q 'libisal\.so\.2' || need_packages libisal2; }

# The fonts of a run's pictures (products/Pictures/CanvasFont.cs).
need_fonts() { need_packages fonts-dejavu-core; }

# need_node_modules [--omit=dev]: what ./run needs is a part of what ./test needs.
need_node_modules() {
  [ node_modules/.package-lock.json -nt package-lock.json ] && { [ $# -gt 0 ] || [ -d node_modules/cdk-nag ]; } && return
  local omit=("$@") newer=' and Node 22, since this one is older'
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 5) ? 0 : 1)' &&
    omit+=(--omit=optional) && newer=
  local names='
    const p = require("./package.json");
    Object.keys({ ...p.dependencies, ...process.argv[1] ? {} : p.devDependencies }).join(" ")
  '
  say "Installing with npm: $(node -p "$names" -- "$@")$newer"
  npm ci --no-audit --no-fund --loglevel=error "${omit[@]}" >&2
  touch node_modules/.package-lock.json
}

# prepare PROJECT [--omit=dev]: Node modules and the build, of which neither waits for the other.
prepare() {
  need_node_modules "${@:2}" &
  local modules=$!
  trap 'wait' EXIT # where the build fails, npm does not go on behind its message
  build "$1"
  wait "$modules" || fail "The Node modules could not be installed."
  trap - EXIT
}

# build PROJECT: builds in Release when a source file is newer than the last build.
build() {
  local stamp="artifacts/.built-$(basename "$1")"
  local made=(-path ./artifacts -o -path ./node_modules -o -path ./.git -o -path ./out -o -path ./.run -o -path ./cdk.out)
  if [ -f "$stamp" ] && [ -z "$(find . \( "${made[@]}" \) -prune -o -type f -newer "$stamp" -print -quit)" ]; then return; fi
  say "Building $1 (NuGet packages are restored the first time)"
  # One compiler for all projects takes a third less CPU time than one for each, which some environments ask for. It ends with the build.
  local server="vegetation-$$" status=0 sdk
  dotnet build "$1" -c Release -v quiet -nologo --property:WarningLevel=4 \
    -p:UseSharedCompilation=true "-p:SharedCompilationId=$server" >&2 || status=$?
  sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")/sdk/$(dotnet --version)
  dotnet exec "$sdk/Roslyn/bincore/VBCSCompiler.dll" "-pipename:$server" -shutdown >&2 || true
  [ "$status" = 0 ] || fail "The build failed."
  mkdir -p artifacts && touch "$stamp"
}
