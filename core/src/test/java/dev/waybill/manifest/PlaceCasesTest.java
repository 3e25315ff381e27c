package dev.waybill.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceCasesTest {
  private final List<PlaceCase> cases = PlaceCases.all().toList();

  @Test
  void haveNamesOfTheirOwn() {
    assertThat(cases).extracting(PlaceCase::name).doesNotHaveDuplicates();
  }

  @Test
  void areTheSameEveryTime() {
    assertThat(PlaceCases.all())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(cases);
  }

  @Test
  void holdEverythingThatAVerifierReports() {
    assertThat(cases.stream().flatMap(c -> c.report().stream()).map(line -> line.split(" ", 2)[0]))
        .containsAll(ManifestSpecTest.codes());
    assertThat(cases.stream().filter(PlaceCase::fails)).hasSizeGreaterThan(40);
  }

  /** What a verifier reads, it reads as the code does. */
  @Test
  void holdDocumentsThatTheCodeReads() {
    for (Map.Entry<String, byte[]> object : SampleStreams.complete().place().entrySet()) {
      if (object.getKey().endsWith(".manifest")) {
        SignedDocument document = Decodings.accepted(SignedDocument.decode(object.getValue()));
        Manifest manifest = Decodings.accepted(ManifestCodec.decode(document));
        assertThat(ManifestNames.parse(object.getKey()))
            .contains(new ManifestNames.OfManifest(manifest.stream(), manifest.sequence()));
      }
    }
  }
}
