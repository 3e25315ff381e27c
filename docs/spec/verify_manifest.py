#!/usr/bin/env python3
"""Verifies a folder as docs/spec/manifest-v1.md says. Needs openssl, and zstd for .zst objects.

Prints a line "CODE object" for each finding, warning and note. Ends with 0, or 4 if there is a finding, or else 1 if something could not be read.
"""
import argparse, base64, datetime, hashlib, json, os, pathlib, re, subprocess, sys, tempfile, zlib

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
HASH, KID = "[0-9a-f]{64}", "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
TENANT, POSITION = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}", "[A-Za-z0-9._~:-]{1,128}"
COUNT, SEQUENCE, TIME = range(2**53), range(1, 10**12), range(-(2**63), 2**63)
OBJECT_NAME = re.compile(r"(events(?:/(?!\.\.?/)[A-Za-z0-9._=-]+)+)/([0-9a-f]{12})-([0-9]{12})-([0-9]{4})\.([a-z0-9.]+)")
FOLDER = re.compile(r"events/(?:kind=(QUERY|SYSTEM|CUSTOM)/dt=(\d{4}-\d\d-\d\d)(?:/hour=(\d\d))?|(\d{4}/\d\d/\d\d)/(\d\d))")
JWK = {"alg": "EdDSA", "crv": "Ed25519", "kid": KID, "kty": "OKP", "use": "sig", "x": KID}
HEADER = {"alg": "EdDSA", "kid": KID}
ORIGIN = {"version": range(1, 2), "stream": UUID, "tenant": TENANT, "reason": "CREATED|MOVED|RESTORED|BACKFILL", "firstSequence": SEQUENCE,
          "previous": ({"stream": UUID, "sequence": SEQUENCE, "sha256": HASH},),
          "elsewhere": [{"fromSequence": SEQUENCE, "toSequence": SEQUENCE}]}
MANIFEST = {"version": range(1, 2), "stream": UUID, "tenant": TENANT, "sequence": SEQUENCE,
            "scheduledAt": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "range": {"from": POSITION, "to": POSITION},
            "received": {"from": TIME, "through": TIME},
            "events": dict.fromkeys(("first", "last", "count", "suppressed", "expired"), COUNT),
            "objects": [{"key": r"[A-Za-z0-9._=/-]+", "events": COUNT, "bytes": COUNT, "sha256": HASH, "storedBytes": COUNT, "storedSha256": HASH,
                         "merkleRoot": HASH, "earliestEventTime": TIME, "latestEventTime": TIME}],
            "filter": (HASH,), "previous": ({"sequence": SEQUENCE, "sha256": HASH},)}
YEAR_2000, DAY = 946684800000, 86400000
PRIME = 2**255 - 19
CURVE_D = -121665 * pow(121666, -1, PRIME) % PRIME
ZSTD_MAGIC, SKIPPABLE_MAGICS = 0xFD2FB528, range(0x184D2A50, 0x184D2A60)
LONGEST_NAME, LONGEST_LINE, LARGEST_WINDOW = 1024, 16 << 20, 8 << 20
lines, finding = [], False


def report(code, key):
    global finding
    finding = finding or code not in ("RECOMPRESSED", "NOT_COVERED", "RESTORED", "UNCOMMITTED", "NOT_READ")
    lines.append(f"{code} {printable(key)}".strip())


def printable(text):
    """Names at the place are anybody's."""
    return "".join(c if c.isprintable() else "?" for c in text)


def fits(value, form):
    """Whether a JSON value has a form: a dict (these fields, in this order), a list of it, (it or null,), a range, or a pattern."""
    if isinstance(form, dict):
        return type(value) is dict and list(value) == list(form) and all(fits(value[k], form[k]) for k in form)
    if isinstance(form, list):
        return type(value) is list and all(fits(v, form[0]) for v in value)
    if isinstance(form, tuple):
        return value is None or fits(value, form[0])
    if isinstance(form, range):
        return type(value) is int and value in form
    return type(value) is str and re.fullmatch(form, value, re.A) is not None


def require(holds):
    if not holds:
        raise ValueError


def parse(text, form):
    value = json.loads(text.decode("ascii"))
    require(json.dumps(value, separators=(",", ":")).encode() == text and fits(value, form))
    return value


def encode64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def decode64(text):
    data = base64.urlsafe_b64decode(text + b"==")
    require(encode64(data) == text)
    return data


def is_point(key):
    """Whether 32 bytes are those of a point (RFC 8032, section 5.1.3)."""
    y = int.from_bytes(key, "little") % 2**255
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, -1, PRIME) % PRIME
    return y < PRIME and (pow(square, PRIME // 2, PRIME) == 1 or square == 0 and key[31] < 128)


def parse_key(line):
    jwk = parse(line, JWK)
    require(is_point(decode64(jwk["x"].encode())))
    require(encode64(hashlib.sha256(('{"crv":"Ed25519","kty":"OKP","x":"%s"}' % jwk["x"]).encode()).digest()) == jwk["kid"].encode())
    return jwk["kid"], decode64(jwk["x"].encode())


def parse_signed(data):
    payload, jws, rest = data.split(b"\n")
    header, empty, signature = jws.split(b".")
    require(rest == empty == b"" and len(decode64(signature)) == 64)
    return payload, parse(decode64(header), HEADER)["kid"], header + b"." + encode64(payload), decode64(signature)


def signed_by(key, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, name) for name in ("key", "message", "signature")]
        for file, data in zip(files, (bytes.fromhex("302a300506032b6570032100") + key, message, signature)):
            file.write_bytes(data)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files[0], "-rawin", "-in", files[1],
                               "-sigfile", files[2]], capture_output=True).returncode == 0


def check_origin(o):
    begins, previous, free = o["reason"] != "MOVED", o["previous"], 1
    require(begins or o["firstSequence"] > 1)
    require(not begins or not o["elsewhere"])
    require(o["reason"] in ("MOVED", "CREATED") or o["firstSequence"] == 1)
    require(previous is None or (o["reason"] in ("RESTORED", "BACKFILL") and previous["stream"] != o["stream"])
            or (not begins and previous["stream"] == o["stream"] and previous["sequence"] == o["firstSequence"] - 1))
    for e in o["elsewhere"]:
        require(free <= e["fromSequence"] <= e["toSequence"] < o["firstSequence"])
        free = e["toSequence"] + 2


def check_manifest(m):
    events, parts, keys = m["events"], {}, [o["key"] for o in m["objects"]]
    datetime.datetime.fromisoformat(m["scheduledAt"][:-1])
    require(m["received"]["from"] <= m["received"]["through"])
    require(events["first"] >= 1 and events["last"] - events["first"] + 1 == events["count"] == sum(o["events"] for o in m["objects"]))
    require(m["previous"] is None or m["previous"]["sequence"] == m["sequence"] - 1)
    require(m["sequence"] > 1 or events["first"] == 1)
    require(keys == sorted(set(keys)))
    for o in m["objects"]:
        require(1 <= o["events"] <= o["bytes"] and o["storedBytes"] >= 1 and o["earliestEventTime"] <= o["latestEventTime"])
        folder, digits, job, part, _ = OBJECT_NAME.fullmatch(o["key"]).groups()
        parts[folder] = parts.get(folder, 0) + 1
        require(digits == m["stream"].replace("-", "")[:12] and int(job) == m["sequence"] and int(part) == parts[folder])


def merkle_root(leaves):
    stack = []
    for n, leaf in enumerate(leaves):
        stack.append(hashlib.sha256(b"\0" + leaf).digest())
        while n & 1:
            stack[-2:], n = [hashlib.sha256(b"\1" + stack[-2] + stack[-1]).digest()], n >> 1
    while len(stack) > 1:
        stack[-2:] = [hashlib.sha256(b"\1" + stack[-2] + stack[-1]).digest()]
    return stack[0].hex() if stack else hashlib.sha256().hexdigest()


def are_zstd_frames(stored):
    """Whether bytes are zstd frames (RFC 8878) from the first to the last: the command takes other formats, too."""
    at = 0
    while at < len(stored):
        magic, number = int.from_bytes(stored[at:at + 4], "little"), int.from_bytes(stored[at + 4:at + 8], "little")
        if magic in SKIPPABLE_MAGICS:
            at += 8 + number
            continue
        require(magic == ZSTD_MAGIC and at + 4 < len(stored))
        descriptor, last = stored[at + 4], False
        single = descriptor >> 5 & 1
        at += 6 - single + (0, 1, 2, 4)[descriptor & 3] + (single, 2, 4, 8)[descriptor >> 6]
        while not last:
            header = int.from_bytes(stored[at:at + 3], "little")
            last = header & 1 or at >= len(stored)
            at += 3 + (1 if header >> 1 & 3 == 1 else header >> 3)
        at += 4 if descriptor & 4 else 0
    return at == len(stored)


def decompress(stored, ending, most):
    """The content, or one byte more than that of it: little that is stored may be very much content."""
    content = b""
    require(ending in ("ndjson", "ndjson.gz", "ndjson.zst") and (stored or ending == "ndjson"))
    require(ending != "ndjson.zst" or are_zstd_frames(stored))
    if ending == "ndjson":
        return stored
    if ending == "ndjson.zst":
        with tempfile.TemporaryFile() as file:
            file.write(stored)
            file.seek(0)
            with subprocess.Popen(["zstd", "-dcq", f"--memory={LARGEST_WINDOW}"], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as ran:
                content = ran.stdout.read(most + 1)
        require(len(content) > most or ran.returncode == 0)
        return content
    while stored and len(content) <= most:
        member = zlib.decompressobj(31)
        content += member.decompress(stored, most + 1 - len(content))
        require(member.eof or len(content) > most)
        stored = member.unused_data
    return content


def period(folder):
    """The kind or None, the first millisecond and the one after the last of a folder."""
    kind, day, hour, plain_day, plain_hour = FOLDER.fullmatch(folder).groups()
    start = datetime.datetime.fromisoformat((day or plain_day.replace("/", "-")) + "T" + (hour or plain_hour or "00") + ":00:00+00:00")
    start = int(start.timestamp()) * 1000
    return kind, start, start + (3600000 if hour or plain_hour else DAY)


def in_folder(event, folder, received):
    kind, start, end = period(folder)
    time, least, most = event["eventTime"], received["from"] + 1, received["through"] + 1
    if "receivedTime" in event:
        absurd = time < YEAR_2000 or time > event["receivedTime"] + DAY
        return kind in (None, event["eventKind"]) and start <= (event["receivedTime"] if absurd else time) < end
    if YEAR_2000 <= time <= most + DAY and start <= time < end:
        return True
    return max(start, least) <= min(end - 1, most, most if time < YEAR_2000 else time - DAY - 1)


def parse_event(line):
    """Numbers longer than those of 64 bits are no time, and may be too long for int()."""
    return json.loads(line, parse_int=lambda digits: int(digits) if len(digits) <= 20 else float(digits))


def check_object(o, received, place, files):
    key, file = o["key"], place / o["key"]
    if key not in files or file.is_dir():
        return report("MISSING_OBJECT", key)
    try:
        stored = file.read_bytes()
    except OSError:
        return report("NOT_READ", key)
    try:
        content = decompress(stored, OBJECT_NAME.fullmatch(key)[5], o["bytes"])
    except (ValueError, zlib.error):
        return report("DAMAGED_OBJECT", key)
    if len(content) != o["bytes"] or hashlib.sha256(content).hexdigest() != o["sha256"]:
        return report("ALTERED_OBJECT", key)
    try:
        leaves = content.split(b"\n")
        require(leaves.pop() == b"" and len(leaves) == o["events"] and merkle_root(leaves) == o["merkleRoot"])
        require(max(map(len, leaves), default=0) < LONGEST_LINE)
        events = [parse_event(leaf) for leaf in leaves]
        times = [event["eventTime"] for event in events]
        require(min(times) == o["earliestEventTime"] and max(times) == o["latestEventTime"])
        require(all(received["from"] < e.get("receivedTime", received["through"]) <= received["through"] + 1
                    or "receivedTime" not in e for e in events))
    except (ValueError, KeyError, TypeError, RecursionError):
        return report("MISDESCRIBED_OBJECT", key)
    try:
        require(all(in_folder(event, key.rpartition("/")[0], received) for event in events))
    except (ValueError, AttributeError):
        report("WRONG_FOLDER", key)
    if len(stored) != o["storedBytes"] or hashlib.sha256(stored).hexdigest() != o["storedSha256"]:
        report("RECOMPRESSED", key)


class Stream:
    def __init__(self, stream):
        self.id, self.manifests, self.origins, self.keys = stream, {}, {}, {}
        self.signed, self.refused, self.files, self.tenant = [], set(), set(), None

    def name(self, kind, number):
        return f"_waybill/{self.id}/{'manifests' if kind == 'manifest' else kind}/{number:012}.{kind}"

    def has_records(self):
        return any(file.endswith((".manifest", ".origin")) for file in self.files)

    def read(self, key, rest, file):
        """Takes a document whose form and name are right; its signature is checked later."""
        numbered = re.fullmatch(r"manifests/([0-9]{12})\.manifest|origin/([0-9]{12})\.origin", rest)
        keyed = re.fullmatch(f"keys/({KID})(?:\\.jwk\\.json|\\.by\\.({KID})\\.jws)", rest)
        if keyed is None and (numbered is None or int(numbered[1] or numbered[2]) == 0):
            return report("UNKNOWN_OBJECT", key)
        self.files.add(key)
        try:
            data = b"" if file.is_dir() else file.read_bytes()
        except OSError:
            self.refused.add(key)
            return report("NOT_READ", key)
        try:
            require(len(data) <= (4 << 10 if keyed else 64 << 20 if numbered[1] else 1 << 20))
            if keyed and not keyed[2]:
                require(data.endswith(b"\n"))
                kid, self.keys[kid] = parse_key(data[:-1])
                placed = kid == keyed[1] or self.keys.pop(kid) is None
            else:
                payload, by, message, signature = parse_signed(data)
                if keyed:
                    content = parse_key(payload)
                    require(content[0] != by)
                    placed = content[0] == keyed[1] and by == keyed[2]
                else:
                    content = parse(payload, MANIFEST if numbered[1] else ORIGIN)
                    (check_manifest if numbered[1] else check_origin)(content)
                    number = content["sequence" if numbered[1] else "firstSequence"]
                    placed = content["stream"] == self.id and number == int(numbered[1] or numbered[2])
                if placed:
                    self.signed.append((key, content, by, message, signature, hashlib.sha256(payload).hexdigest()))
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            self.refused.add(key)
            return report("UNREADABLE", key)
        if not placed:
            self.refused.add(key)
            report("MISPLACED", key)

    def trust(self, keys, revoked):
        """The keys that are trusted through this stream's successions; true if there are new ones."""
        grown = False
        for key, content, by, message, signature, _ in self.signed:
            if isinstance(content, tuple) and by in keys and content[0] not in keys and by not in revoked:
                if signed_by(keys[by], message, signature):
                    keys[content[0]], grown = content[1], True
        return grown

    def accept(self, keys, revoked):
        used = set()
        for key, content, by, message, signature, digest in self.signed:
            succession = isinstance(content, tuple)
            number = 0 if succession else content.get("sequence", content.get("firstSequence"))
            distrusted = by not in keys or by in revoked and number >= revoked[by].get(self.id, 0)
            if distrusted and not succession:
                self.refused.add(key)
                report("UNTRUSTED_KEY", key)
            elif not distrusted and not signed_by(keys[by], message, signature):
                self.refused.add(key)
                report("BAD_SIGNATURE", key)
            elif not distrusted and not succession:
                used.add(by)
                (self.manifests if "sequence" in content else self.origins)[number] = (content, digest, by)
                if by in revoked and content.get("elsewhere"):
                    report("NOT_COVERED", key)
        documents = [(self.name("origin", n), self.origins[n][0]) for n in sorted(self.origins)]
        documents += [(self.name("manifest", n), self.manifests[n][0]) for n in sorted(self.manifests)]
        self.witness, self.tenant = (documents[0][0], documents[0][1]["tenant"]) if documents else (None, None)
        for kid in sorted(used):
            if f"_waybill/{self.id}/keys/{kid}.jwk.json" not in self.files:
                report("MISSING_KEY", f"_waybill/{self.id}/keys/{kid}.jwk.json")

    def check_chain(self, streams, expected):
        self.begin = min((n for n, o in self.origins.items() if o[0]["reason"] != "MOVED"), default=None)
        first = self.begin or 1
        self.last = max([*self.manifests, *(n - 1 for n in self.origins)], default=0)
        self.elsewhere = self.origins[max(self.origins)][0]["elsewhere"] if self.origins else []
        here = {int(key[-21:-9]) for key in self.files if key.endswith(".manifest")}
        missing = [n for n in range(first, self.last + 1) if n not in here and not self.is_elsewhere(n)]
        for n in missing:
            if n == first or n - 1 in here or self.is_elsewhere(n - 1):
                report("MISSING_MANIFEST", self.name("manifest", n))
        for n, (origin, _, _) in self.origins.items():
            if origin["tenant"] != self.tenant:
                report("OTHER_TENANT", self.name("origin", n))
            if origin["reason"] == "RESTORED":
                report("RESTORED", self.name("origin", n))
            previous = origin["previous"] if origin["reason"] != "MOVED" else None
            if previous:
                former = streams.get(previous["stream"], Stream(previous["stream"]))
                continued, name = former.manifests.get(previous["sequence"]), former.name("manifest", previous["sequence"])
                if former.tenant not in (None, origin["tenant"]):
                    report("OTHER_TENANT", self.name("origin", n))
                if continued and continued[1] != previous["sha256"]:
                    report("BROKEN_CHAIN", self.name("origin", n))
                if name not in former.files:
                    report("MISSING_MANIFEST" if former.id in expected else "NOT_COVERED", name)
        seen, key = set(), None
        for n, (manifest, _, by) in sorted(self.manifests.items()):
            name = self.name("manifest", n)
            if manifest["tenant"] != self.tenant:
                report("OTHER_TENANT", name)
            if by != key and by in seen:
                report("KEY_RETURNED", name)
            key = by
            seen.add(by)
            if not self.continues(n, manifest, first, here):
                report("BROKEN_CHAIN", name)
            if manifest["events"]["expired"]:
                report("EXPIRED", name)

    def continues(self, n, manifest, first, here):
        holds, previous, origin = True, manifest["previous"], self.origins.get(n)
        moved = origin and any(e["fromSequence"] <= n - 1 <= e["toSequence"] for e in origin[0]["elsewhere"])
        if n - 1 in self.manifests and not moved:
            before, digest, _ = self.manifests[n - 1]
            holds = (previous == {"sequence": n - 1, "sha256": digest} and manifest["range"]["from"] == before["range"]["to"]
                     and manifest["received"]["from"] == before["received"]["through"]
                     and manifest["events"]["first"] == before["events"]["last"] + 1)
        if n <= first or (n - 1 not in here and self.is_elsewhere(n - 1)):
            if self.name("origin", n) not in self.files:
                report("MISSING_ORIGIN", self.name("origin", n))
        if origin:
            named = origin[0]["previous"] if origin[0]["reason"] == "MOVED" else None
            holds = holds and previous == (named and {"sequence": named["sequence"], "sha256": named["sha256"]})
        return holds

    def is_elsewhere(self, n):
        return any(e["fromSequence"] <= n <= e["toSequence"] for e in self.elsewhere)

    def classify(self, n):
        manifest = self.manifests.get(n)
        if self.name("manifest", n) in self.refused:
            return "NOT_COVERED"
        if n == self.last + 1 or self.is_elsewhere(n) or manifest and manifest[0]["events"]["expired"] and not manifest[0]["objects"]:
            return "UNCOMMITTED"
        return "NOT_COVERED" if self.begin and n < self.begin else "EXTRA_OBJECT"


def check_time(args, streams):
    for stream in streams:
        through = stream.manifests[max(stream.manifests)][0]["received"]["through"] if stream.manifests else -(2**63)
        if through < args.expect_through:
            report("NOT_COMPLETE_THROUGH", stream.id)
    for tenant in dict.fromkeys(args.tenant) or [""]:
        if not any(tenant in ("", stream.tenant) for stream in streams):
            report("NOT_COMPLETE_THROUGH", tenant)


def list_files(place):
    """The keys of all files. Links to files are followed; those to folders, which may lead anywhere, and back, are objects by themselves."""
    folders = [top for top in ("events", "_waybill") if os.path.isdir(place / top) and not os.path.islink(place / top)]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{place}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}/{entry.name}")
                elif os.path.isfile(entry) or os.path.isdir(entry):
                    yield f"{folder}/{entry.name}"


def milliseconds(text):
    if int(text) < YEAR_2000:
        raise argparse.ArgumentTypeError("is in milliseconds since 1970, and not before the year 2000")
    return int(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", action="append", default=[], help="a trusted key file")
    parser.add_argument("--trust-bucket-key", action="store_true", help="trust the keys in the folder, which proves no more than the folder does")
    parser.add_argument("--revoked", action="append", default=[], metavar="KEY@STREAM:JOB", help="nothing that the key signed there from that job on")
    parser.add_argument("--stream", action="append", default=[])
    parser.add_argument("--tenant", action="append", default=[])
    parser.add_argument("--expect-through", type=milliseconds, metavar="TIME", help="milliseconds since 1970")
    parser.add_argument("folder", type=pathlib.Path)
    args = parser.parse_args()
    place, streams, trusted, revoked = args.folder, {}, {}, {}
    for given in args.revoked:
        kid, stream, job = re.fullmatch(f"({KID})@({UUID}):([0-9]+)", given).groups()
        jobs = revoked.setdefault(kid, {})
        jobs[stream] = min(int(job), jobs.get(stream, int(job)))
    trusted.update(parse_key(pathlib.Path(file).read_bytes().rstrip(b"\n")) for file in args.key)
    files = sorted(list_files(place))
    for key in (f for f in files if f.startswith("_waybill/")):
        named = re.fullmatch(f"_waybill/({UUID})/(.+)", key)
        if named:
            streams.setdefault(named[1], Stream(named[1])).read(key, named[2], place / key)
        else:
            report("UNKNOWN_OBJECT", key)
    streams = {stream.id: stream for stream in streams.values() if stream.files}
    if args.trust_bucket_key:
        for stream in streams.values():
            trusted.update(stream.keys)
    while any([stream.trust(trusted, revoked) for stream in streams.values()]):
        pass
    for stream in streams.values():
        stream.accept(trusted, revoked)
    for kid in revoked:
        if kid not in trusted and not any(f"_waybill/{stream.id}/keys/{kid}.jwk.json" in stream.files for stream in streams.values()):
            print(f"No document names the key {kid}, which is revoked.", file=sys.stderr)
    listed, present = {}, set(files)
    for stream in streams.values():
        stream.check_chain(streams, args.stream)
        for manifest, _, _ in stream.manifests.values():
            listed.update((o["key"], (o, manifest["received"])) for o in manifest["objects"])
    for o, received in listed.values():
        check_object(o, received, place, present)
    digits = {stream.id.replace("-", "")[:12]: stream for stream in streams.values() if stream.has_records()}
    for key in (f for f in files if f.startswith("events/") and f not in listed):
        name = OBJECT_NAME.fullmatch(key) if len(key) <= LONGEST_NAME else None
        known = name and int(name[3]) and int(name[4]) and name[2] in digits
        report(digits[name[2]].classify(int(name[3])) if known else "EXTRA_OBJECT", key)
    if not any(stream.has_records() for stream in streams.values()):
        report("NOTHING_FOUND", "")
    accepted = {stream.id: stream.tenant for stream in streams.values() if stream.tenant}
    for kind, expected, found in (("STREAM", args.stream, accepted), ("TENANT", args.tenant, accepted.values())):
        for missing in (e for e in expected if e not in found):
            report(kind + "_NOT_FOUND", missing)
    for stream in streams.values():
        if args.tenant and stream.tenant and stream.tenant not in args.tenant:
            report("OTHER_TENANT", stream.witness)
    records = [record[0] for stream in streams.values() for record in stream.origins.values()]
    backfills = {r["stream"] for r in records if r["reason"] == "BACKFILL"}
    ended = {r["previous"]["stream"] for r in records if r["previous"] and r["reason"] != "MOVED" and accepted.get(r["previous"]["stream"]) == r["tenant"]}
    if args.expect_through is not None:
        going = [s for s in streams.values() if s.has_records() and s.id not in ended]
        check_time(args, [s for s in going if (s.id in args.stream if args.stream else s.manifests and s.id not in backfills)])
    print("\n".join(sorted(lines)))
    sys.exit(4 if finding else 1 if any(line.startswith("NOT_READ ") for line in lines) else 0)


try:
    main()
except OSError as e:
    sys.exit(f"Cannot verify: {printable(str(e))}")
