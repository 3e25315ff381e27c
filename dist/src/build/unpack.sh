#!/bin/sh
# unpack.sh target/waybill-VERSION YYYYMMDDHHMMSS: unpacks the archive of that name, so that what is run
# and tested here is what others download, and trains it. The time is the build's start in UTC and
# becomes that of target/built: ./waybill builds again what was edited since.
set -eu
target=$(dirname "$1")
rm -rf "$target"/waybill-*/
tar -xzf "$1.tar.gz" -C "$target"
"$1/bin/train-aot"
TZ=UTC touch -t "${2%??}.${2#????????????}" "$target/built"
