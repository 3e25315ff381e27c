package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.stream.Stream;

/** Places to which somebody who may write there put what takes a careless verifier much. */
final class HostileCases {
  private static final StreamFixture STREAM = SampleStreams.complete();
  private static final String GZIP = ObjectCases.object(9, 0);
  private static final String ZSTD = ObjectCases.object(6, 0);
  private static final int MUCH = 32 << 20;

  private HostileCases() {}

  static Stream<PlaceCase> all() {
    return Stream.of(
        PlaceCase.of(
            "little gzip that is very long",
            place().content(GZIP, text -> text + "\n".repeat(MUCH)).objects(),
            "ALTERED_OBJECT " + GZIP),
        PlaceCase.of(
            "very long gzip with bytes behind it",
            place()
                .content(GZIP, text -> text + "\n".repeat(MUCH))
                .append(GZIP, "x".getBytes(UTF_8))
                .objects(),
            "ALTERED_OBJECT " + GZIP),
        PlaceCase.of(
            "little zstd that is very long",
            place().put(ZSTD, zstd(new byte[MUCH], 20)).objects(),
            "ALTERED_OBJECT " + ZSTD),
        PlaceCase.of(
            "zstd with a very large window",
            place().put(ZSTD, zstd(new byte[MUCH], 25)).objects(),
            "DAMAGED_OBJECT " + ZSTD),
        PlaceCase.of(
            "an object with very many folders",
            place().put(deep(), "").objects(),
            "EXTRA_OBJECT " + deep()));
  }

  private static PlaceChange place() {
    return PlaceChange.of(STREAM);
  }

  private static byte[] zstd(byte[] content, int windowLog) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLong(windowLog).compress(content);
    }
  }

  /** A name of the layout, but for its length. */
  private static String deep() {
    return "events/" + "a/".repeat(900) + GZIP.substring(GZIP.lastIndexOf('/') + 1);
  }
}
