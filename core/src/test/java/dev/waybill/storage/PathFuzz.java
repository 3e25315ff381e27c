package dev.waybill.storage;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of buckets, folders, keys and tenants. The first byte of an input says in which encoding
 * the rest is a text: halves of surrogate pairs exist in UTF-16 alone.
 */
public final class PathFuzz {
  static final List<String> WORDS =
      List.of(
          "/", "//", "..", "/../", "/./", "s3://", "events", ".waybill", "\u0085", "\u00e9", "=");

  private static final ObjectKey KEY = new ObjectKey("events/2026/x.ndjson");
  private static final int LONGEST = 512;
  private static final Path FOLDER = Path.of("/root/tenant");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._=-]+");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9.-]{1,63}");
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private PathFuzz() {}

  /** Throws if a name is taken that it is not safe to use, or a good one is refused. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String text = new String(rest, (input[0] & 1) == 0 ? UTF_8 : UTF_16BE);
    checkPath(text);
    checkKey(text);
    checkDestination(text);
    checkBucket(text);
    assertThat(taken(TenantId::new, text).isPresent())
        .as(text)
        .isEqualTo(TENANT.matcher(text).matches() && text.charAt(0) != '.');
  }

  private static void checkPath(String text) {
    Optional<StoragePath> taken = taken(StoragePath::new, text);
    String trimmed = text.replaceAll("\\A/+|/+\\z", "");
    assertThat(taken.isPresent()).as(text).isEqualTo(isPath(trimmed));
    if (taken.isPresent()) {
      StoragePath path = taken.get();
      assertThat(path.value()).isEqualTo(trimmed);
      assertThat(new String(trimmed.getBytes(UTF_8), UTF_8)).isEqualTo(trimmed);
      assertThat(new StoragePath(path.value())).isEqualTo(path);
      assertThat(path.resolve(KEY))
          .isEqualTo(trimmed.isEmpty() ? KEY.value() : trimmed + "/" + KEY);
      if (trimmed.chars().allMatch(c -> c < 0x80)) { // others depend on the system's encoding
        Path at = FOLDER.resolve(trimmed);
        assertThat(at.startsWith(FOLDER)).as(text).isTrue();
        assertThat(at.normalize()).isEqualTo(at);
      }
      if (trimmed.length() <= LONGEST - 2) {
        StoragePath below = new StoragePath("a").below(path);
        assertThat(below.value()).isEqualTo(trimmed.isEmpty() ? "a" : "a/" + trimmed);
      }
    }
  }

  private static boolean isPath(String trimmed) {
    return trimmed.isEmpty()
        || (trimmed.length() <= LONGEST
            && Arrays.stream(trimmed.split("/", -1)).noneMatch(PathFuzz::isBadSegment)
            && trimmed
                .codePoints()
                .map(Character::getType)
                .noneMatch(type -> type == Character.CONTROL || type == Character.SURROGATE));
  }

  private static boolean isBadSegment(String segment) {
    return segment.isEmpty() || segment.equals(".") || segment.equals("..");
  }

  private static void checkKey(String text) {
    Optional<ObjectKey> key = taken(ObjectKey::new, text);
    boolean good =
        Arrays.stream(text.split("/", -1))
            .allMatch(segment -> PLAIN.matcher(segment).matches() && !isBadSegment(segment));
    assertThat(key.isPresent()).as(text).isEqualTo(good);
    if (key.isPresent()) {
      int order = Arrays.compareUnsigned(text.getBytes(UTF_8), KEY.value().getBytes(UTF_8));
      assertThat(Integer.signum(key.get().compareTo(KEY))).isEqualTo(Integer.signum(order));
    }
  }

  private static void checkDestination(String text) {
    Optional<BucketPath> taken = taken(BucketPath::parse, text);
    assertThat(taken.isPresent() && !text.startsWith("s3://")).as(text).isFalse();
    if (taken.isPresent()) {
      BucketPath place = taken.get();
      assertThat(place.bucket()).doesNotContain("/");
      assertThat(text).startsWith("s3://" + place.bucket());
      String again = "s3://" + place.bucket() + "/" + place.path();
      assertThat(BucketPath.parse(again)).isEqualTo(place);
    }
  }

  private static void checkBucket(String text) {
    Optional<S3Location> taken =
        taken(name -> new S3Location(name, StoragePath.ROOT, "r", Optional.empty(), false), text);
    boolean good =
        BUCKET.matcher(text).matches()
            && !text.contains("..")
            && Stream.of(".", "-").noneMatch(end -> text.startsWith(end) || text.endsWith(end));
    assertThat(taken.isPresent()).as(text).isEqualTo(good);
  }

  /** Only the stated refusals are caught. */
  private static <T> Optional<T> taken(Function<String, T> reader, String text) {
    try {
      return Optional.of(reader.apply(text));
    } catch (InvalidInput | IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  static List<byte[]> seeds() {
    return Stream.of(
            "0/audit/logs/",
            "0a/../b",
            "0a//b",
            "0s3://bucket/some/prefix",
            "0s3://bucket",
            "0my.bucket-1",
            "0.waybill.export.log",
            "0events/kind=QUERY/dt=2026-11-20/hour=14/0123456789ab-000000000001-0001.ndjson.gz",
            "0\u00e9/\u2028",
            "1\u0000a\u0000/\ud83d",
            "0tenant_1.x")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }
}
