package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A key that lies elsewhere, and refuses when told so. */
final class ForeignKey implements KeyEncryptionKey {
  private final String name;
  private final Aead aead;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Optional<String> refusal = Optional.empty();

  ForeignKey(String name) {
    this.name = name;
    try {
      aead =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES128_GCM, AeadConfig2026.get())
              .getPrimitive(AeadConfig2026.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void refuse(String why) {
    refusal = Optional.of(why);
  }

  void work() {
    refusal = Optional.empty();
  }

  /** How often it was asked. */
  int asked() {
    return asked.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Wrapped encrypt(byte[] clear, byte[] purpose) throws KeyEncryptionException {
    answer();
    try {
      return new Wrapped(aead.encrypt(clear, purpose), exactName());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt for " + new String(purpose, UTF_8), e);
    }
  }

  @Override
  public byte[] decrypt(byte[] sealed, String by, byte[] purpose) throws KeyEncryptionException {
    answer();
    if (!by.equals(exactName())) {
      throw new KeyEncryptionException(by + " is not the key " + name + ".");
    }
    try {
      return aead.decrypt(sealed, purpose);
    } catch (GeneralSecurityException e) {
      throw new KeyEncryptionException("it is not what the key " + name + " encrypted.");
    }
  }

  private String exactName() {
    return "exactly " + name;
  }

  private void answer() throws KeyEncryptionException {
    asked.incrementAndGet();
    if (refusal.isPresent()) {
      throw new KeyEncryptionException(refusal.get());
    }
  }
}
