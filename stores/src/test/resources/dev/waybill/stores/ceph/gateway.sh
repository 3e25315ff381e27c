# Runs a Ceph monitor, an OSD that keeps all in memory, and an object gateway, all on loopback.
#
# usage: gateway.sh FOLDER PORT TLS_PORT MONITOR_PORT
#
# "ready" on standard output says that the gateway answers; cert.pem in the folder is what it shows to
# those who come by TLS. All ends, and the folder goes, when standard input ends: with whoever started this.
set -euo pipefail
folder=$1 port=$2 tls_port=$3 monitor_port=$4
export CEPH_CONF=$folder/ceph.conf

end() {
  local status=$?
  ((status == 0)) || tail -n 5 "$folder"/*.out >&2 || true
  # Not even what they hold in memory is needed any more.
  kill -KILL $(jobs -p) 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 1' INT TERM

cluster=$(cat /proc/sys/kernel/random/uuid)
osd=$(cat /proc/sys/kernel/random/uuid)

cat >"$CEPH_CONF" <<CONF
[global]
fsid = $cluster
mon host = v1:127.0.0.1:$monitor_port/0
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $folder/keyring
run dir = $folder
admin socket =
log file =
pid file =
heartbeat file =
mon data = $folder/mon
osd data = $folder/osd
rgw data = $folder/rgw
osd objectstore = memstore
memstore device bytes = 4294967296
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 1
# The default, a second for each change, makes the start four times as long.
paxos propose interval = 0.05
paxos min wait = 0.01
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:$port ssl_endpoint=127.0.0.1:$tls_port ssl_certificate=$folder/cert.pem ssl_private_key=$folder/key.pem
rgw init timeout = 60
rgw s3 auth use sts = true
# In the order that is the default, a wrong secret and an unknown key are told like a lack of permission.
rgw s3 auth order = local, sts
rgw sts key = abcdefghijklmnop
CONF

# Starts a daemon that is killed with this shell, should it be killed itself.
daemon() {
  setpriv --pdeathsig KILL "$@" >"$folder/$1.out" 2>&1 </dev/null &
}

key=$(ceph-authtool --gen-print-key)
for name in mon. client.admin client.rgw.a osd.0; do
  printf '[%s]\n\tkey = %s\n' "$name" "$key"
  printf '\tcaps %s = "allow *"\n' mon osd mgr
done >"$folder/keyring"

mkdir "$folder"/{mon,osd,rgw}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=localhost \
  -addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>"$folder/openssl.out"
monmaptool --create --addv a "[v1:127.0.0.1:$monitor_port]" --fsid "$cluster" "$folder/monmap" >"$folder/monmap.out"
ceph-mon --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring" >"$folder/mkfs.out" 2>&1
daemon ceph-mon -f -i a
ceph --connect-timeout 60 osd new "$osd" 0 >"$folder/osd-new.out" 2>&1
ceph-osd --mkfs -i 0 --osd-uuid "$osd" >"$folder/mkfs.out" 2>&1
daemon ceph-osd -f -i 0
daemon radosgw -f -n client.rgw.a
gateway=$!

until curl -s -o /dev/null "http://127.0.0.1:$port/"; do
  kill -0 "$gateway"
  sleep 0.1
done
echo ready
cat >/dev/null
