package dev.waybill.server.portal.screenshots;

import dev.waybill.server.portal.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the portal for the documentation: {@code .ci/screenshots}. Nothing else
 * runs it, for its name is not that of a test.
 */
class Screenshots {
  private static final Path IMAGES = Path.of("target", "images");
  private static final int SCREEN = 1280;
  private static final int PHONE = 390;

  @Test
  void showEachPage() throws IOException {
    Files.createDirectories(IMAGES);
    try (Showcase showcase = Showcase.open()) {
      take(showcase, showcase.nobodys(), Browser.of(showcase.portal()));
      take(
          showcase,
          showcase.acmes(),
          Browser.of(showcase.portal()).logIn(showcase.keyOf("acme", "Ada Lovelace")));
      take(
          showcase,
          showcase.newcomers(),
          Browser.of(showcase.portal()).logIn(showcase.keyOf("bolt", "Grace Hopper")));
      take(
          showcase,
          showcase.operators(),
          Browser.of(showcase.portal()).logIn(showcase.operatorKey()));
    }
  }

  private static void take(Showcase showcase, List<Picture> pictures, Browser viewer)
      throws IOException {
    try (viewer) {
      for (Picture picture : pictures) {
        viewer.at(SCREEN).light().open(picture.path());
        write(showcase, viewer, picture.name() + "-light");
        write(showcase, viewer.dark(), picture.name() + "-dark");
        write(showcase, viewer.light().at(PHONE), picture.name() + "-phone");
      }
    }
  }

  private static void replace(Browser viewer, String text, String by) {
    viewer
        .page()
        .evaluate(
            """
            ([text, by]) => {
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                texts.currentNode.data = texts.currentNode.data.replaceAll(text, by);
              }
            }
            """,
            List.of(text, by));
  }

  private static void write(Showcase showcase, Browser viewer, String name) throws IOException {
    showcase.replaced().forEach(each -> replace(viewer, each.getKey(), each.getValue()));
    Files.write(IMAGES.resolve(name + ".png"), SmallPng.of(viewer.screenshot()));
  }
}
