#!/bin/sh
# pack.sh target/waybill-VERSION YYYYMMDDHHMMSS: trains what was assembled there and packs it, caches
# and all. The time is the build's start in UTC and becomes that of target/built: ./waybill builds
# again what was edited since.
set -eu
target=$(dirname "$1")
"$1/bin/train-aot"
tar -czf "$1.tar.gz" -C "$target" "$(basename "$1")"
TZ=UTC touch -t "${2%??}.${2#????????????}" "$target/built"
