package dev.waybill.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final String FOLDER = "_waybill/6f6a6e3c-52a1-4c0e-8b1d-2f8a9c3e7d10/";
  private final ManifestNames names = new ManifestNames(StreamFixture.STREAM);
  private final KeyId first = SampleKeys.FIRST.key();
  private final KeyId second = SampleKeys.SECOND.key();

  @Test
  void ofDocumentsAreThoseOfTheSpecification() {
    assertThat(names.manifest(17)).hasToString(FOLDER + "manifests/000000000017.manifest");
    assertThat(names.origin(1)).hasToString(FOLDER + "origin/000000000001.origin");
    assertThat(names.key(first)).hasToString(FOLDER + "keys/" + first + ".jwk.json");
    assertThat(names.succession(second, first))
        .hasToString(FOLDER + "keys/" + second + ".by." + first + ".jws");
  }

  @Test
  void ofDocumentsAreReadBack() {
    assertThat(ManifestNames.parse(names.manifest(999_999_999_999L).value()))
        .contains(new ManifestNames.OfManifest(StreamFixture.STREAM, 999_999_999_999L));
    assertThat(ManifestNames.parse(names.origin(2).value()))
        .contains(new ManifestNames.OfOrigin(StreamFixture.STREAM, 2));
    assertThat(ManifestNames.parse(names.key(first).value()))
        .contains(new ManifestNames.OfKey(StreamFixture.STREAM, first));
    assertThat(ManifestNames.parse(names.succession(second, first).value()))
        .contains(new ManifestNames.OfSuccession(StreamFixture.STREAM, second, first));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "_waybill/",
        "_waybill/x",
        "manifests/000000000001.manifest",
        "_waybill/6F6A6E3C-52a1-4c0e-8b1d-2f8a9c3e7d10/manifests/000000000001.manifest",
        "_waybill/1-1-1-1-1/manifests/000000000001.manifest",
        FOLDER,
        FOLDER + "manifests/",
        FOLDER + "manifests/000000000000.manifest",
        FOLDER + "manifests/1.manifest",
        FOLDER + "manifests/0000000000001.manifest",
        FOLDER + "manifests/000000000001.manifest.bak",
        FOLDER + "manifests/000000000001.manifest/x",
        FOLDER
            + "manifests/\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661.manifest",
        FOLDER + "origin/000000000001.manifest",
        FOLDER + "keys/key.jwk.json",
        FOLDER + "keys/kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4l.jwk.json",
        FOLDER + "keys/kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k.jws",
      })
  void ofNothingElseAreRead(String key) {
    assertThat(ManifestNames.parse(key)).isEmpty();
  }

  @Test
  void holdTwelveDigits() {
    assertThatThrownBy(() -> names.manifest(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> names.origin(1_000_000_000_000L))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofObjectsAreRead() {
    String folder = "events/kind=QUERY/dt=2026-11-20/hour=14";
    assertThat(ObjectName.parse(folder + "/6f6a6e3c52a1-000000000017-0002.ndjson.gz"))
        .contains(new ObjectName(folder, "6f6a6e3c52a1", 17, 2, "ndjson.gz"));
    assertThat(ObjectName.streamDigits(StreamFixture.STREAM)).isEqualTo("6f6a6e3c52a1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events/6f6a6e3c52a1-000000000017-0002.ndjson.gz",
        "other/2026/6f6a6e3c52a1-000000000017-0002.ndjson.gz",
        "events//6f6a6e3c52a1-000000000017-0002.ndjson.gz",
        "events/2026/6f6a6e3c52a1-000000000000-0001.ndjson.gz",
        "events/2026/6f6a6e3c52a1-000000000001-0000.ndjson.gz",
        "events/2026/6F6A6E3C52A1-000000000001-0001.ndjson.gz",
        "events/2026/6f6a6e3c52a1-000000000001-0001",
        "events/2026/6f6a6e3c52a1-000000000001-0001.ndjson.gz~",
        "events/2026/_SUCCESS",
        "events/../6f6a6e3c52a1-000000000001-0001.ndjson",
        "events/a b/6f6a6e3c52a1-000000000001-0001.ndjson",
        "events/\u00e9/6f6a6e3c52a1-000000000001-0001.ndjson",
      })
  void ofObjectsHaveOneForm(String key) {
    assertThat(ObjectName.parse(key)).isEmpty();
  }

  /** The keys of S3 have no more; and very many folders would overflow the stack of a matcher. */
  @Test
  void ofObjectsHaveAtMost1024Characters() {
    String file = "/6f6a6e3c52a1-000000000017-0002.ndjson.gz";
    String folder = "events" + "/a".repeat((1024 - "events".length() - file.length()) / 2);
    String longest = folder + "a".repeat(1024 - folder.length() - file.length());

    assertThat(ObjectName.parse(longest + file).map(ObjectName::folder)).contains(longest);
    assertThat(ObjectName.parse(longest + "a" + file)).isEmpty();
    assertThat(ObjectName.parse("events" + "/a".repeat(100_000) + file)).isEmpty();
  }

  @Test
  void hashesAreLowerCaseHexadecimal() {
    String hex = MerkleTreeTest.ROOTS.getFirst();

    assertThat(Sha256.parse(hex)).contains(Sha256.of(new byte[0]));
    assertThat(Sha256.of(new byte[0])).hasToString(hex);
    assertThat(Sha256.parse(hex.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(Sha256.parse(hex.substring(1))).isEmpty();
    assertThat(Sha256.parse("")).isEmpty();
    assertThat(Sha256.parse("g".repeat(64))).isEmpty();
  }
}
