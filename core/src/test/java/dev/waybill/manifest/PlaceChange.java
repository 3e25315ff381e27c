package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What somebody may do to a place. */
final class PlaceChange {
  private final SortedMap<String, byte[]> objects;

  PlaceChange(SortedMap<String, byte[]> objects) {
    this.objects = objects;
  }

  static PlaceChange of(StreamFixture stream) {
    return new PlaceChange(stream.place());
  }

  SortedMap<String, byte[]> objects() {
    return objects;
  }

  byte[] get(String key) {
    return requireNonNull(objects.get(key), key);
  }

  PlaceChange put(String key, byte[] bytes) {
    objects.put(key, bytes);
    return this;
  }

  PlaceChange put(String key, String text) {
    return put(key, text.getBytes(UTF_8));
  }

  PlaceChange remove(String key) {
    requireNonNull(objects.remove(key), key);
    return this;
  }

  PlaceChange copy(String from, String to) {
    return put(to, get(from));
  }

  PlaceChange swap(String one, String other) {
    byte[] first = get(one);
    return copy(other, one).put(other, first);
  }

  PlaceChange text(String key, UnaryOperator<String> change) {
    String text = new String(get(key), UTF_8);
    String changed = change.apply(text);
    if (changed.equals(text)) {
      throw new AssertionError("nothing changed in " + key);
    }
    return put(key, changed);
  }

  PlaceChange flip(String key, int at) {
    byte[] bytes = get(key).clone();
    bytes[at] ^= 1;
    return put(key, bytes);
  }

  PlaceChange cut(String key, int length) {
    return put(key, Arrays.copyOf(get(key), length));
  }

  PlaceChange append(String key, byte[] more) {
    byte[] bytes = get(key);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, longer, bytes.length, more.length);
    return put(key, longer);
  }

  /** Changes what is in a gzip object, and compresses it another way. */
  PlaceChange content(String key, UnaryOperator<String> change) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(get(key)))) {
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
        out.write(change.apply(new String(in.readAllBytes(), UTF_8)).getBytes(UTF_8));
      }
      return put(key, compressed.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
