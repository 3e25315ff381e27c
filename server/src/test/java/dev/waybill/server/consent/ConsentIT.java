package dev.waybill.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.EntraServer;
import dev.waybill.server.testing.EntraServer.Export;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.PlaceProof;
import dev.waybill.stores.azure.FakeEntra;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator follows the link, consents or does not, and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentIT {
  private static final String HOSTILE = "<script>alert(1)</script>";

  private final Path folder;
  private final EntraServer rig;

  ConsentIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    rig = new EntraServer(Files.createDirectory(folder.resolve("shared")), Map.of());
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @Test
  void theLinkAsksTheCustomersDirectoryForTheApplicationAndNoPermission() {
    String directory = UUID.randomUUID().toString();
    Export export = rig.create(directory, "link");

    URI url = URI.create(export.consentUrl());

    assertThat(export.consentUrl())
        .startsWith(rig.entra().authority() + "/" + directory + "/v2.0/adminconsent?");
    assertThat(parameters(url))
        .containsEntry("client_id", FakeEntra.CLIENT_ID)
        .containsEntry("scope", "openid")
        .containsEntry("redirect_uri", EntraServer.PUBLIC + "/azure/consent")
        .containsKey("state")
        .hasSize(4);
  }

  @Test
  void saysWhatIsNextUntilNothingIs() {
    String directory = UUID.randomUUID().toString();
    Export export = rig.create(directory, "next");
    String back = back(export, directory);

    assertPage(rig.open(back), 200, "Consent given; assign the role next", "Acme audit");

    rig.entra().consent(new EntraDirectory(directory));
    assertPage(rig.open(back), 200, "Consent given; confirm the destination next");

    String token =
        new String(
            rig.blobs()
                .read(EntraServer.CONTAINER, "next/" + PlaceProof.key(UUID.fromString(export.id())))
                .orElseThrow(),
            UTF_8);
    export
        .client()
        .data(
            "mutation { confirmDestination(id: \"%s\", token: \"%s\") { id } }"
                .formatted(export.id(), token.strip()));
    assertPage(rig.open(back), 200, "The connection works", "Nothing is left to do");
    assertPage(rig.open(back), 200, "The connection works");
  }

  @Test
  void nobodyLearnsWhetherThereIsSuchAnExport() {
    String directory = UUID.randomUUID().toString();
    Export export = rig.create(directory, "one");
    String other = state(rig.create(directory, "other")).replaceFirst("[^.]*\\.", "");

    Answer unknown = rig.open(back(UUID.randomUUID() + "." + other, directory));
    Answer foreign = rig.open(back(export.id() + "." + other, directory));
    Answer senseless = rig.open(back("x", directory));

    assertPage(unknown, 404, "This link leads nowhere");
    assertThat(foreign.body()).isEqualTo(unknown.body());
    assertThat(foreign.status()).isEqualTo(unknown.status());
    assertThat(foreign.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
    assertThat(senseless.body()).isEqualTo(unknown.body());
    assertThat(rig.open("").body()).isEqualTo(unknown.body());
    assertThat(rig.open(back(export, directory) + "&state=x").body()).isEqualTo(unknown.body());
  }

  @Test
  void aLinkEndsWithItsExport() {
    String directory = UUID.randomUUID().toString();
    Export export = rig.create(directory, "late");
    String back = back(export, directory);
    assertThat(rig.open(back).status()).isEqualTo(200);

    export
        .client()
        .data(
            "mutation { deleteStorageIntegration(id: \"%s\", linkedExports: DELETE) { id } }"
                .formatted(export.id()));

    assertPage(rig.open(back), 404, "This link leads nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8b6c0000-aaaa-2222-bbbb-3333cccc4444", "common", "", HOSTILE})
  void aConsentOfAnotherDirectoryChangesNothing(String tenant) {
    Export export = rig.create(UUID.randomUUID().toString(), "elsewhere");

    Answer page = rig.open(back(export, tenant));

    assertPage(page, 400, "The consent was given in another directory");
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, No consent was given",
    "permission_denied, No consent was given",
    "server_error, Microsoft could not record the consent",
    "invalid_client, No consent was given",
    HOSTILE + ", No consent was given",
    "'', No consent was given"
  })
  void saysInItsOwnWordsThatThereIsNoConsent(String error, String title) {
    Export export = rig.create(UUID.randomUUID().toString(), "declined");

    Answer page =
        rig.open(
            "?error="
                + encoded(error)
                + "&error_description="
                + encoded("Call +1 555 now " + HOSTILE)
                + "&state="
                + encoded(state(export)));

    assertPage(page, 400, title);
    assertThat(page.body()).doesNotContain("555").doesNotContain("error_description");
  }

  @Test
  void aConsentThatWasNotGivenIsNone() {
    String directory = UUID.randomUUID().toString();
    Export export = rig.create(directory, "false");

    assertPage(
        rig.open(back(export, directory).replace("admin_consent=True", "admin_consent=False")),
        400,
        "No consent was given");
  }

  @Test
  void showsNothingThatWasSent() {
    Answer page =
        rig.open(
            "?state=%s&tenant=%s&admin_consent=%s&scope=%s"
                .formatted(
                    encoded("\"" + HOSTILE), encoded(HOSTILE), encoded(HOSTILE), encoded(HOSTILE)));

    assertPage(page, 404, "This link leads nowhere");
    assertThat(page.body()).doesNotContain("alert");
  }

  @Test
  void whoTriesStatesHasToWait() throws IOException {
    String directory = UUID.randomUUID().toString();
    try (EntraServer strict =
        new EntraServer(
            Files.createDirectory(folder.resolve("strict")), Map.of("limits.wrong-keys", "3"))) {
      Export export = strict.create(directory, "p");
      String wrong = back(export.id() + ".1800000000." + "a".repeat(43), directory);
      for (int i = 0; i < 3; i++) {
        assertThat(strict.open(wrong).status()).isEqualTo(404);
      }

      Answer refused = strict.open(wrong);

      assertPage(refused, 429, "Too many links that lead nowhere");
      assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
    }
  }

  private static void assertPage(Answer page, int status, String... texts) {
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.body()).contains(texts).doesNotContain("<script");
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .matches("default-src 'none'; style-src 'sha256-[^ ;]+'; .*frame-ancestors 'none'");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
  }

  private static String back(Export export, String directory) {
    return back(state(export), directory);
  }

  private static String back(String state, String directory) {
    return "?admin_consent=True&scope=openid&tenant="
        + encoded(directory)
        + "&state="
        + encoded(state);
  }

  private static String state(Export export) {
    return parameters(URI.create(export.consentUrl())).getOrDefault("state", "");
  }

  private static Map<String, String> parameters(URI url) {
    return Arrays.stream(url.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
