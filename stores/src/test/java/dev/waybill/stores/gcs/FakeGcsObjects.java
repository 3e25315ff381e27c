package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.stores.gcs.FakeGcsExchange.Reply;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Buckets, what lies in them, and who may do what there. */
final class FakeGcsObjects {
  /** Of every object, for none is ever replaced by one of the same name. */
  static final String GENERATION = "1700000000000001";

  private static final String CREATE = "storage.objects.create";
  private static final String DELETE = "storage.objects.delete";

  private final Map<String, NavigableMap<String, byte[]>> buckets = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Set<String>>> grants = new TreeMap<>();
  private boolean permissionsFirst;

  synchronized void create(String bucket) {
    buckets.putIfAbsent(bucket, new ConcurrentSkipListMap<>());
  }

  synchronized void delete(String bucket) {
    buckets.remove(bucket);
  }

  Optional<NavigableMap<String, byte[]>> in(String bucket) {
    return Optional.ofNullable(buckets.get(bucket));
  }

  synchronized void grant(String account, String bucket, String... permissions) {
    create(bucket);
    grants
        .computeIfAbsent(bucket, _ -> new TreeMap<>())
        .computeIfAbsent(account, _ -> new TreeSet<>())
        .addAll(Set.of(permissions));
  }

  synchronized void revoke(String account, String bucket) {
    grants.getOrDefault(bucket, Map.of()).remove(account);
  }

  synchronized void checkPermissionsFirst() {
    permissionsFirst = true;
  }

  /** Why an object of that name cannot be made now; empty if it can. */
  synchronized Optional<Reply> obstacle(
      String account, String bucket, String name, Map<String, String> query) {
    NavigableMap<String, byte[]> objects = buckets.get(bucket);
    if (objects == null) {
      return Optional.of(Reply.error(404, "notFound", "The specified bucket does not exist."));
    }
    if (!may(account, bucket, CREATE)) {
      return Optional.of(denied(account, CREATE));
    }
    if (!objects.containsKey(name)) {
      return Optional.empty();
    }
    boolean unlessThere = "0".equals(query.get("ifGenerationMatch"));
    boolean mayDelete = may(account, bucket, DELETE);
    if (!mayDelete && (permissionsFirst || !unlessThere)) {
      return Optional.of(denied(account, DELETE));
    }
    return unlessThere
        ? Optional.of(
            Reply.error(
                412,
                "conditionNotMet",
                "At least one of the pre-conditions you specified did not hold."))
        : Optional.empty();
  }

  /**
   * Makes it visible.
   *
   * @param crc32c as the caller has computed it
   */
  synchronized Reply insert(
      String account,
      String bucket,
      String name,
      Map<String, String> query,
      byte[] content,
      Optional<String> crc32c) {
    Optional<Reply> obstacle = obstacle(account, bucket, name, query);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    String computed = crc32c(content);
    if (crc32c.isPresent() && !crc32c.get().equals(computed)) {
      return Reply.error(
          400,
          "invalid",
          "Provided CRC32C \"%s\" doesn't match calculated CRC32C \"%s\"."
              .formatted(crc32c.get(), computed));
    }
    Objects.requireNonNull(buckets.get(bucket)).put(name, content.clone());
    return Reply.json(
        200,
        """
        {"kind":"storage#object","name":%s,"bucket":"%s","generation":"%s","size":"%d",
         "crc32c":"%s"}
        """
            .formatted(quoted(name), bucket, GENERATION, content.length, computed));
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  static String crc32c(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }

  /** The parts of a multipart body, each with its headers. */
  static String[] parts(byte[] body, String contentType) {
    String boundary = "--" + contentType.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
    String text = new String(body, ISO_8859_1);
    String[] between = ("\r\n" + text).split("\r\n" + Pattern.quote(boundary), -1);
    return new String[] {content(between[1]), content(between[2])};
  }

  private static String content(String part) {
    return part.substring(part.indexOf("\r\n\r\n") + 4);
  }

  private boolean may(String account, String bucket, String permission) {
    return grants
        .getOrDefault(bucket, Map.of())
        .getOrDefault(account, Set.of())
        .contains(permission);
  }

  private static Reply denied(String account, String permission) {
    return Reply.error(
        403,
        "forbidden",
        account
            + " does not have "
            + permission
            + " access to the Google Cloud Storage object. Permission '"
            + permission
            + "' denied on resource (or it may not exist).");
  }
}
