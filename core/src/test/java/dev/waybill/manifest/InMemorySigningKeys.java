package dev.waybill.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signing keys that are public, so that every run of a test signs with the same. */
public final class InMemorySigningKeys implements SigningKeys {
  private static final List<SigningKeyPair> ALL =
      List.of(SampleKeys.FIRST, SampleKeys.SECOND, SampleKeys.THIRD);

  private int current;

  /** Replaces the current key by another that it signs. */
  public synchronized void rotate() {
    if (current + 1 == ALL.size()) {
      throw new IllegalStateException("there is no further sample key");
    }
    current++;
  }

  /** Whether there is another key to rotate to. */
  public synchronized boolean canRotate() {
    return current + 1 < ALL.size();
  }

  /** The public half of the first key, which is all that a customer needs. */
  public VerificationKey root() {
    return ALL.getFirst().publicKey();
  }

  @Override
  public synchronized Signer current() {
    return ALL.get(current);
  }

  @Override
  public Optional<Signer> find(KeyId id) {
    return known().stream().filter(key -> key.key().equals(id)).<Signer>map(key -> key).findFirst();
  }

  @Override
  public List<KeyFile> filesOf(KeyId id) {
    List<KeyFile> files = new ArrayList<>();
    Optional<SigningKeyPair> before = Optional.empty();
    for (SigningKeyPair key : known()) {
      files.add(new KeyFile.OfKey(key.publicKey()));
      before.ifPresent(
          old ->
              files.add(
                  new KeyFile.OfSuccession(key.key(), KeySuccession.sign(key.publicKey(), old))));
      if (key.key().equals(id)) {
        return List.copyOf(files);
      }
      before = Optional.of(key);
    }
    throw new IllegalArgumentException("no signing key " + id);
  }

  private synchronized List<SigningKeyPair> known() {
    return ALL.subList(0, current + 1);
  }
}
