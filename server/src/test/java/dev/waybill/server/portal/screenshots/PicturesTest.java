package dev.waybill.server.portal.screenshots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation shows the pictures that there are. */
class PicturesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path IMAGES = ROOT.resolve("docs").resolve("images");
  private static final Pattern SHOWN = Pattern.compile("(?:src|srcset)=\"([^\"]*images/[^\"]*)\"");
  private static final Path SOURCES =
      Path.of("src/test/java/dev/waybill/server/portal/screenshots");
  private static final Pattern TAKEN = Pattern.compile("new Picture\\(\\s*\"([^\"]+)\",");
  private static final Pattern VARIANT = Pattern.compile("-(light|dark|phone)\\.png$");
  private static final long MOST_BYTES = 8_000_000;

  @Test
  void everyPictureIsShownAndEveryShownPictureIsThere() throws IOException {
    SortedSet<Path> shown = new TreeSet<>();
    for (Path page : pages()) {
      Matcher found = SHOWN.matcher(Files.readString(page));
      while (found.find()) {
        shown.add(page.resolveSibling(found.group(1)).normalize());
      }
    }
    assertThat(shown).isNotEmpty().isEqualTo(pictures());
  }

  @Test
  void everyPageIsThereInLightInDarkAndOnAPhone() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (Path picture : pictures()) {
      names.add(VARIANT.matcher(picture.getFileName().toString()).replaceAll(""));
    }
    for (Path viewer : files(SOURCES)) {
      Matcher taken = TAKEN.matcher(Files.readString(viewer));
      while (taken.find()) {
        names.add(taken.group(1));
      }
    }
    SortedSet<Path> expected =
        names.stream()
            .flatMap(
                name ->
                    Stream.of("light", "dark", "phone")
                        .map(variant -> IMAGES.resolve(name + "-" + variant + ".png").normalize()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(pictures()).isEqualTo(expected);
  }

  @Test
  void theyAreSmall() throws IOException {
    long bytes = 0;
    for (Path picture : pictures()) {
      bytes += Files.size(picture);
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  private static SortedSet<Path> pictures() throws IOException {
    return files(IMAGES);
  }

  private static SortedSet<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::normalize).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static SortedSet<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), files)
          .filter(file -> file.toString().endsWith(".md"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
