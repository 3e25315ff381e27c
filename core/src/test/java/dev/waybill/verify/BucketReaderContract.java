package dev.waybill.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every {@link BucketReader} does. */
public abstract class BucketReaderContract {
  private static final int MANY = 1_100; // more than a page of S3

  /** A reader of a place where these objects are, and nothing else. */
  protected abstract BucketReader reader(SortedMap<String, byte[]> objects) throws IOException;

  @Test
  void listsWhatIsBelowAPrefixByAscendingKey() throws IOException, InterruptedException {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    for (String key :
        List.of("a/b-c/d", "a/b/c", "a/b0", "a-b/c", "ab", "aa/b", "_w/x", "a/x/y/z")) {
      objects.put(key, key.getBytes(UTF_8));
    }
    try (BucketReader reader = reader(objects)) {
      assertThat(keys(reader, "a/")).containsExactly("a/b-c/d", "a/b/c", "a/b0", "a/x/y/z");
      assertThat(keys(reader, "_w/")).containsExactly("_w/x");
      assertThat(keys(reader, "none/")).isEmpty();
    }
  }

  @Test
  void listsManyWithTheirSizes() throws IOException, InterruptedException {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    for (int i = 0; i < MANY; i++) {
      objects.put("events/%05d".formatted(i), new byte[i % 3]);
    }
    try (BucketReader reader = reader(objects)) {
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);

      assertThat(listed)
          .containsExactlyElementsOf(
              objects.entrySet().stream()
                  .map(o -> new BucketReader.Listed(o.getKey(), o.getValue().length))
                  .toList());
    }
  }

  @Test
  void opensWhatIsThere() throws IOException {
    byte[] large = new byte[3_000_000];
    new Random(4).nextBytes(large);
    SortedMap<String, byte[]> objects = new TreeMap<>();
    objects.put("events/large", large);
    objects.put("events/kind=QUERY/dt=2026-11-20/empty", new byte[0]);
    try (BucketReader reader = reader(objects)) {
      assertThat(read(reader, "events/large")).isEqualTo(large);
      assertThat(read(reader, "events/kind=QUERY/dt=2026-11-20/empty")).isEmpty();
      assertThat(reader.open("events/none")).isEmpty();
      assertThat(reader.open("none/none")).isEmpty();
      assertThat(reader.open("events/large/below")).isEmpty();
      assertThat(reader.open("events/kind=QUERY")).isEmpty();
      assertThat(reader.parallelism()).isPositive();
    }
  }

  @Test
  void letsAnObjectBeLeftBeforeItsEnd() throws IOException {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    objects.put("events/large", new byte[3_000_000]);
    try (BucketReader reader = reader(objects)) {
      for (int i = 0; i < 50; i++) {
        try (InputStream in = reader.open("events/large").orElseThrow()) {
          assertThat(in.read()).isZero();
        }
      }
      assertThat(read(reader, "events/large")).hasSize(3_000_000);
    }
  }

  private static byte[] read(BucketReader reader, String key) throws IOException {
    try (InputStream in = reader.open(key).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static List<String> keys(BucketReader reader, String prefix)
      throws IOException, InterruptedException {
    List<String> keys = new ArrayList<>();
    reader.list(prefix, object -> keys.add(object.key()));
    return keys;
  }
}
