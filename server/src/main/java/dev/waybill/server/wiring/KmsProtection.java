package dev.waybill.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.secrets.KeyEncryptionException;
import dev.waybill.server.secrets.KeyEncryptionKey;
import dev.waybill.server.secrets.KeyProtection;
import dev.waybill.server.secrets.Wrapped;
import dev.waybill.server.settings.Settings;
import dev.waybill.stores.s3.KmsCiphertext;
import dev.waybill.stores.s3.KmsKey;
import dev.waybill.stores.s3.KmsKeyName;
import dev.waybill.stores.s3.KmsRefusedException;
import dev.waybill.stores.s3.KmsSettings;
import java.time.Duration;
import java.util.Map;

/** Lets a key in AWS KMS encrypt the key file, if the settings name one. */
final class KmsProtection {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private KmsProtection() {}

  static KeyProtection of(Settings settings) {
    return new KeyProtection(
        settings.secrets().kmsKey().map(name -> key(name, settings)),
        settings.secrets().kmsKeyBefore().map(name -> key(name, settings)));
  }

  private static KeyEncryptionKey key(String name, Settings settings) {
    StorageNetwork network = new StorageNetwork(settings.storage());
    return new InKms(
        new KmsKey(
            new KmsKeyName(name),
            new KmsSettings(
                settings.secrets().kmsEndpoint(),
                new S3Access(settings).identity(),
                network.proxy(),
                network.caBundle(),
                TIMEOUT)));
  }

  private record InKms(KmsKey key) implements KeyEncryptionKey {
    @Override
    public String name() {
      return key.name().value();
    }

    @Override
    public Wrapped encrypt(byte[] clear, byte[] purpose) throws KeyEncryptionException {
      try {
        KmsCiphertext sealed = key.encrypt(clear, context(purpose));
        return new Wrapped(sealed.bytes(), sealed.key());
      } catch (KmsRefusedException e) {
        throw new KeyEncryptionException(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public byte[] decrypt(byte[] sealed, String by, byte[] purpose) throws KeyEncryptionException {
      try {
        return key.decrypt(sealed, by, context(purpose));
      } catch (KmsRefusedException e) {
        throw new KeyEncryptionException(String.valueOf(e.getMessage()));
      }
    }

    private static Map<String, String> context(byte[] purpose) {
      return Map.of("purpose", new String(purpose, UTF_8));
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
