package dev.waybill.format;

import dev.waybill.storage.ObjectUpload;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The encoders that this machine has. Equal <em>content</em> is the promise: a job whose encoder is
 * not here is encoded by another of the same compression. Safe for use by many threads.
 */
public final class Encoders {
  private final Map<Compression, List<Codec>> codecs = new EnumMap<>(Compression.class);

  private Encoders(List<Codec> gzip) {
    codecs.put(Compression.GZIP, gzip);
    codecs.put(Compression.ZSTD, List.of(ZstdFrames.codec()));
    codecs.put(Compression.NONE, List.of(PlainBlocks.codec()));
  }

  /** The fastest of this machine first. */
  public static Encoders ofThisMachine() {
    Optional<Codec> gkl = GzipMembers.gkl();
    return new Encoders(Stream.concat(gkl.stream(), Stream.of(GzipMembers.jdk())).toList());
  }

  /** Those that run everywhere. */
  public static Encoders portable() {
    return new Encoders(List.of(GzipMembers.jdk()));
  }

  /** The name, version and level of the encoder that new jobs are pinned to. */
  public String preferred(Compression compression) {
    return available(compression).getFirst().name();
  }

  /**
   * Begins an object.
   *
   * @param encoder the pinned one; another of the same compression takes its place if it is not
   *     here
   * @param blockBytes uncompressed bytes that are compressed as one
   * @param contentBytes uncompressed bytes that will be appended
   * @param reader sees the content before it is compressed
   * @param to gets the compressed bytes
   */
  public Encoder open(
      Compression compression,
      String encoder,
      int blockBytes,
      long contentBytes,
      ContentReader reader,
      ObjectUpload to) {
    return new BlockEncoder(
        codec(compression, encoder), bufferBytes(blockBytes, contentBytes), reader, to);
  }

  /** Begins an object whose content nobody else looks at. */
  public Encoder open(
      Compression compression, String encoder, int blockBytes, long contentBytes, ObjectUpload to) {
    return open(compression, encoder, blockBytes, contentBytes, (_, _, _) -> {}, to);
  }

  /** How many bytes such an encoder holds in memory. */
  public long heldBytes(
      Compression compression, String encoder, int blockBytes, long contentBytes) {
    int buffer = bufferBytes(blockBytes, contentBytes);
    return (long) buffer + codec(compression, encoder).compressedBound(buffer);
  }

  /** How many bytes such an encoder makes at most. */
  public long storedBound(
      Compression compression, String encoder, int blockBytes, long contentBytes) {
    int buffer = bufferBytes(blockBytes, contentBytes);
    long blocks = Math.ceilDiv(contentBytes, buffer);
    return blocks * codec(compression, encoder).compressedBound(buffer);
  }

  private static int bufferBytes(int blockBytes, long contentBytes) {
    return Math.toIntExact(Math.max(1, Math.min(blockBytes, contentBytes)));
  }

  private Codec codec(Compression compression, String encoder) {
    List<Codec> available = available(compression);
    return available.stream()
        .filter(codec -> codec.name().equals(encoder))
        .findFirst()
        .orElse(available.getFirst());
  }

  private List<Codec> available(Compression compression) {
    return codecs.getOrDefault(compression, List.of());
  }
}
