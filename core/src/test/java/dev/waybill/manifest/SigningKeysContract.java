package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link SigningKeys} must do. */
public abstract class SigningKeysContract {
  private static final UUID STREAM = UUID.fromString("6f6a6e3c-52a1-4c0e-8b1d-2f8a9c3e7d10");

  /** Keys of which none was replaced yet. */
  protected abstract SigningKeys keys();

  /** Replaces the current key. */
  protected abstract void rotate();

  @Test
  void theCurrentKeyIsFoundByItsId() {
    assertThat(keys().find(keys().current().key()).map(Signer::key))
        .contains(keys().current().key());
  }

  @Test
  void aKeyOfSomebodyElseIsNotFound() {
    KeyId strange = new KeyId("A".repeat(43));

    assertThat(keys().find(strange)).isEmpty();
    assertThatThrownBy(() -> keys().filesOf(strange)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFirstKeyComesAlone() {
    KeyId first = keys().current().key();

    List<KeyFile> files = keys().filesOf(first);

    assertThat(files)
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.keyFor(STREAM)).isEqualTo(new ManifestNames(STREAM).key(first));
              assertThat(keyIn(file).id()).isEqualTo(first);
            });
  }

  @Test
  void aRetiredKeyGoesOnSigningAndHasTheFilesThatItHad() {
    KeyId first = keys().current().key();
    byte[] signature = keys().current().sign("a".getBytes(US_ASCII));
    List<byte[]> files = keys().filesOf(first).stream().map(KeyFile::bytes).toList();

    rotate();

    assertThat(keys().current().key()).isNotEqualTo(first);
    assertThat(keys().find(first).orElseThrow().sign("a".getBytes(US_ASCII))).isEqualTo(signature);
    assertThat(keys().filesOf(first).stream().map(KeyFile::bytes)).containsExactlyElementsOf(files);
  }

  @Test
  void aSuccessorComesAfterTheKeysAndSuccessionsThatLeadToIt() {
    List<KeyId> ids = new ArrayList<>(List.of(keys().current().key()));
    rotate();
    ids.add(keys().current().key());
    rotate();
    ids.add(keys().current().key());

    List<KeyFile> files = keys().filesOf(ids.getLast());

    ManifestNames names = new ManifestNames(STREAM);
    List<ObjectKey> expected =
        List.of(
            names.key(ids.get(0)),
            names.key(ids.get(1)),
            names.succession(ids.get(1), ids.get(0)),
            names.key(ids.get(2)),
            names.succession(ids.get(2), ids.get(1)));
    assertThat(files.stream().map(file -> file.keyFor(STREAM))).containsExactlyElementsOf(expected);
    assertThat(successorIn(files.get(2), keyIn(files.get(0)))).contains(keyIn(files.get(1)));
    assertThat(successorIn(files.get(4), keyIn(files.get(1)))).contains(keyIn(files.get(3)));
  }

  private static VerificationKey keyIn(KeyFile file) {
    return Decodings.accepted(VerificationKey.decode(file.bytes()));
  }

  private static Optional<VerificationKey> successorIn(KeyFile file, VerificationKey old) {
    SignedDocument document = Decodings.accepted(SignedDocument.decode(file.bytes()));
    return document.isSignedBy(old)
        ? Optional.of(Decodings.accepted(KeySuccession.decode(document)))
        : Optional.empty();
  }
}
