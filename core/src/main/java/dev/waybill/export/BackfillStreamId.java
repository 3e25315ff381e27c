package dev.waybill.export;

import dev.waybill.event.EventKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * Derives the stream's id of a backfill from what it delivers, so that the same backfill is the
 * same stream.
 *
 * <p>The id is the first 128 bits of the SHA-256 of the following fields, with the version and
 * variant of a random UUID (version 4) set over them. Each field is its length in bytes as a 4-byte
 * big-endian number, then its UTF-8 text; numbers are decimal, words are the names of their enums,
 * lists are the number of their items and then the items, sorted.
 *
 * <ol>
 *   <li>{@code waybill-backfill-1}
 *   <li>the configuration's id, in its text form
 *   <li>the prefix
 *   <li>the range's first position, then its end, in their text form
 *   <li>of the pinned settings: revision, kinds, categories, compression, layout, service fields
 *       ({@code true} or {@code false}), encoder, block bytes, part bytes, open hours
 *   <li>{@code 0} before the first restore; then the incarnation of the log, {@code /}, and when
 *       the restore was made: two restores of one backup on one day begin the same incarnation
 *   <li>the counter: 0, or one more for each id before it whose first 12 digits were given already
 * </ol>
 */
public final class BackfillStreamId {
  private static final String VERSION = "waybill-backfill-1";

  private final MessageDigest sha256;

  private BackfillStreamId() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static StreamId derive(BackfillRequest request, String incarnation, int counter) {
    BackfillStreamId id = new BackfillStreamId();
    id.add(VERSION);
    id.add(request.configuration());
    id.add(request.prefix());
    id.add(request.range().from());
    id.add(request.range().to());
    id.add(request.settings());
    id.add(incarnation);
    id.add(counter);
    return id.end();
  }

  private void add(PinnedSettings settings) {
    add(settings.revision());
    addAll(settings.selection().kinds().stream().map(EventKind::name).sorted().toList());
    addAll(settings.selection().categories().stream().sorted().toList());
    add(settings.output().compression());
    add(settings.output().layout());
    add(settings.output().serviceFields());
    add(settings.encoder());
    add(settings.blockBytes());
    add(settings.partBytes());
    add(settings.openHours());
  }

  private void addAll(List<String> texts) {
    add(texts.size());
    texts.forEach(this::add);
  }

  private void add(Object value) {
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
    sha256.update(text);
  }

  private StreamId end() {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
    long high = (hash.getLong() & ~0xf000L) | 0x4000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new StreamId(new UUID(high, low));
  }
}
