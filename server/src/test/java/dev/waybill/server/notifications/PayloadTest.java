package dev.waybill.server.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The payloads are as docs/notifications.md shows them, byte for byte. */
class PayloadTest {
  private static final Path PAGE = Path.of("../docs/notifications.md");

  @Test
  void thePageHasAnExampleOfEachKind() throws IOException {
    String page = Files.readString(PAGE, UTF_8);

    assertThat(SampleNotifications.all())
        .allSatisfy(
            notification ->
                assertThat(page)
                    .contains(
                        "\n"
                            + Payload.write(
                                SampleNotifications.TENANT, SampleNotifications.NOW, notification)
                            + "\n"));
  }

  @Test
  void thereIsASampleOfEachKind() {
    assertThat(SampleNotifications.all())
        .extracting(Notification::type)
        .containsExactlyElementsOf(Arrays.asList(NotificationType.values()));
  }

  @Test
  void whatOthersWroteStaysOneLineOfText() {
    String payload =
        Payload.write(
            SampleNotifications.TENANT,
            SampleNotifications.NOW,
            SampleNotifications.created("a\r\n\u0000\u202eb\ud800\"}", Grant.NONE));

    assertThat(payload).contains("\"name\":\"a    b\ufffd\\\"}\"");
  }

  /** A place that is cut is another place. */
  @Test
  void namesAreWholeHoweverLong() {
    String longest = "s3://bucket/" + "p".repeat(5_000);

    String payload =
        Payload.write(
            SampleNotifications.TENANT,
            SampleNotifications.NOW,
            SampleNotifications.created(longest, Grant.NONE));

    assertThat(payload).contains('"' + longest + '"');
  }
}
