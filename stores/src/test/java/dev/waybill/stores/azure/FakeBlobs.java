package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@link FakeBlobService} holds, and whom it lets put something there. */
final class FakeBlobs {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Asked(
      String container, String name, Map<String, String> query, Headers headers, byte[] body) {}

  /** The answer to what is not done. */
  record Refusal(int status, String code) {}

  private static final Pattern LATEST = Pattern.compile("<Latest>([^<]+)</Latest>");

  private final Set<String> containers = ConcurrentHashMap.newKeySet();
  private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();

  void create(String container) {
    containers.add(container);
  }

  /** By container and name. */
  SortedMap<String, byte[]> objects() {
    return objects;
  }

  /** Why it is refused; else it is done. */
  Optional<Refusal> refusal(Asked asked) {
    String operation = asked.query().getOrDefault("comp", "blob");
    String key = asked.container() + "/" + asked.name();
    boolean writes = allows(asked, 'w');
    if (!asked.query().containsKey("sig") && !asked.headers().containsKey("Authorization")) {
      return Optional.of(new Refusal(401, "NoAuthenticationInformation"));
    }
    if (!writes && (!operation.equals("blob") || !allows(asked, 'c'))) {
      return Optional.of(new Refusal(403, "AuthorizationPermissionMismatch"));
    }
    if (!containers.contains(asked.container())) {
      return Optional.of(new Refusal(404, "ContainerNotFound"));
    }
    String md5 = asked.headers().getFirst("Content-MD5");
    if (md5 != null && !md5.equals(md5(asked.body()))) {
      return Optional.of(new Refusal(400, "Md5Mismatch"));
    }
    synchronized (objects) {
      if (operation.equals("block")) {
        blocks.put(key + " " + asked.query().get("blockid"), asked.body());
        return Optional.empty();
      }
      if (objects.containsKey(key) && !writes) {
        return Optional.of(new Refusal(403, "UnauthorizedBlobOverwrite"));
      }
      if (objects.containsKey(key) && "*".equals(asked.headers().getFirst("If-None-Match"))) {
        return Optional.of(new Refusal(409, "BlobAlreadyExists"));
      }
      return operation.equals("blocklist") ? committed(asked, key) : stored(key, asked.body());
    }
  }

  private Optional<Refusal> committed(Asked asked, String key) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Matcher ids = LATEST.matcher(new String(asked.body(), UTF_8));
    while (ids.find()) {
      byte[] block = blocks.get(key + " " + ids.group(1));
      if (block == null) {
        return Optional.of(new Refusal(400, "InvalidBlockList"));
      }
      whole.writeBytes(block);
    }
    return stored(key, whole.toByteArray());
  }

  /** What was not committed is gone with it. */
  private Optional<Refusal> stored(String key, byte[] body) {
    objects.put(key, body);
    blocks.keySet().removeIf(block -> block.startsWith(key + " "));
    return Optional.empty();
  }

  private static boolean allows(Asked asked, char permission) {
    return asked.query().getOrDefault("sp", "cw").indexOf(permission) >= 0;
  }

  private static String md5(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
