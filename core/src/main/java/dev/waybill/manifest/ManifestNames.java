package dev.waybill.manifest;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.ObjectKey;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a stream's documents, relative to the customer's path. */
public record ManifestNames(UUID stream) {
  /** All documents of all streams lie below it. */
  public static final String ROOT = "_waybill/";

  private static final Pattern NUMBERED =
      Pattern.compile("(?:manifests/([0-9]{12})\\.manifest|origin/([0-9]{12})\\.origin)");
  private static final Pattern KEY = Pattern.compile("keys/([A-Za-z0-9_-]{43})\\.jwk\\.json");
  private static final Pattern SUCCESSION =
      Pattern.compile("keys/([A-Za-z0-9_-]{43})\\.by\\.([A-Za-z0-9_-]{43})\\.jws");

  public ManifestNames {
    requireNonNull(stream, "stream is null");
  }

  public ObjectKey manifest(long sequence) {
    Limits.requireSequence(sequence, "sequence");
    return key(String.format(Locale.ROOT, "manifests/%012d.manifest", sequence));
  }

  public ObjectKey origin(long firstSequence) {
    Limits.requireSequence(firstSequence, "firstSequence");
    return key(String.format(Locale.ROOT, "origin/%012d.origin", firstSequence));
  }

  public ObjectKey key(KeyId id) {
    return key("keys/" + id + ".jwk.json");
  }

  public ObjectKey succession(KeyId successor, KeyId old) {
    return key("keys/" + successor + ".by." + old + ".jws");
  }

  private ObjectKey key(String name) {
    return new ObjectKey(ROOT + stream + "/" + name);
  }

  /** What a key below {@code _waybill/} names. */
  public sealed interface Name {
    UUID stream();
  }

  /** A manifest's. */
  public record OfManifest(UUID stream, long sequence) implements Name {}

  /** An origin record's. */
  public record OfOrigin(UUID stream, long firstSequence) implements Name {}

  /** A key's. */
  public record OfKey(UUID stream, KeyId id) implements Name {}

  /** A succession's. */
  public record OfSuccession(UUID stream, KeyId successor, KeyId old) implements Name {}

  /** Empty unless the key is one that {@link ManifestNames} makes. */
  public static Optional<Name> parse(String key) {
    int slash = key.indexOf('/', ROOT.length());
    if (!key.startsWith(ROOT) || slash < 0) {
      return Optional.empty();
    }
    String rest = key.substring(slash + 1);
    return PayloadReader.uuid(key.substring(ROOT.length(), slash))
        .flatMap(
            stream ->
                numbered(stream, rest)
                    .or(() -> ofKey(stream, rest))
                    .or(() -> ofSuccession(stream, rest)));
  }

  private static Optional<Name> numbered(UUID stream, String rest) {
    Matcher name = NUMBERED.matcher(rest);
    if (!name.matches()) {
      return Optional.empty();
    }
    boolean manifest = name.group(1) != null;
    long sequence = Long.parseLong(manifest ? name.group(1) : name.group(2));
    if (sequence == 0) {
      return Optional.empty();
    }
    return Optional.of(
        manifest ? new OfManifest(stream, sequence) : new OfOrigin(stream, sequence));
  }

  private static Optional<Name> ofKey(UUID stream, String rest) {
    Matcher name = KEY.matcher(rest);
    return name.matches()
        ? KeyId.parse(name.group(1)).map(id -> new OfKey(stream, id))
        : Optional.empty();
  }

  private static Optional<Name> ofSuccession(UUID stream, String rest) {
    Matcher name = SUCCESSION.matcher(rest);
    return name.matches()
        ? KeyId.parse(name.group(1))
            .flatMap(
                successor ->
                    KeyId.parse(name.group(2)).map(old -> new OfSuccession(stream, successor, old)))
        : Optional.empty();
  }
}
