package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.waybill.manifest.SigningKeyPair;
import dev.waybill.server.exports.AzurePlace;
import dev.waybill.server.exports.AzureSasTarget;
import dev.waybill.server.exports.GcsKeyTarget;
import dev.waybill.server.exports.GcsPlace;
import dev.waybill.server.exports.S3OptionsAsked;
import dev.waybill.server.exports.S3Place;
import dev.waybill.server.exports.S3Target;
import dev.waybill.server.keys.KeyView;
import dev.waybill.server.keys.MadeKey;
import dev.waybill.server.settings.Secret;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.Credentials.GoogleGrant;
import dev.waybill.storage.Credentials.ServiceAccountKey;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.GoogleKey;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.SasToken;
import dev.waybill.stores.azure.AzureApplication;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys.Issued;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of an object that holds a secret goes into logs and errors sooner or later. */
class SecretHoldersTest {
  private static final Pattern SUSPICIOUS =
      Pattern.compile("(?i).*(secret|password|passphrase|token|credential|privatekey).*");
  private static final Set<String> RAW =
      Set.of("java.lang.String", "[B", "[C", "java.util.Optional", "java.security.PrivateKey");
  private static final String SECRET = "Hush/hush+quietly=1";

  @TempDir private Path folder;

  @Test
  void showNothingOfIt() {
    SecretKey key = SecretKey.open(folder, List.of());
    SigningKeyPair pair = SigningKeyPair.generate(new SecureRandom());
    SecretSearch search =
        new SecretSearch().add("the secret", SECRET).add("the signing key", pair.secret());
    List<Object> holders =
        List.of(
            new AccessKey("AK", SECRET),
            new AccessKey("AK2", "other").after(new AccessKey("AK", SECRET)),
            new SharedAccessSignature(new SasToken("sv=2024-11-04&sig=" + SECRET)),
            new ServiceAccountKey(new GoogleKey("writer@example.com", "1a2b", SECRET)),
            new GoogleGrant(new PlaceProof(new UUID(1, 2), SECRET.repeat(3))),
            new EntraApplication(
                new EntraDirectory(new UUID(3, 4).toString()),
                new PlaceProof(new UUID(1, 2), SECRET.repeat(3))),
            new AzureApplication.Proof.Secret(SECRET),
            new Secret(SECRET),
            new OutboundProxy.Login("user", SECRET),
            OutboundProxy.parse(
                "http://user:" + HexFormat.of().formatHex(SECRET.getBytes(UTF_8)) + "@proxy:1"),
            new Issued(key(), SECRET),
            new Sessions.Started(session(), SECRET),
            new PortalLinks.Made(new UUID(1, 2), SECRET, Instant.EPOCH),
            new PortalLinks.Entered(new Sessions.Started(session(), SECRET), "/portal"),
            new MadeKey(new KeyView(key(), Optional.empty()), Optional.of(SECRET)),
            target(),
            new AzureSasTarget(
                new AzurePlace(
                    Optional.of("azure://a?sig=" + SECRET),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                Optional.of(SECRET)),
            new GcsKeyTarget(
                new GcsPlace(Optional.empty(), Optional.of("archive"), Optional.empty()),
                Optional.of(SECRET)),
            key,
            key.fileOfCopy(() -> {}),
            pair,
            Ciphertext.of(SECRET.getBytes(UTF_8)));

    for (Object holder : holders) {
      assertThat(search.in(holder.getClass().toString(), String.valueOf(holder))).isEmpty();
      assertThat(search.in("a list of it", List.of(holder).toString())).isEmpty();
    }
  }

  private static ApiKey key() {
    return new ApiKey(
        UUID.randomUUID(),
        Optional.empty(),
        "ci",
        Set.of(Permission.READ),
        "wb_abcde",
        Instant.EPOCH);
  }

  private static Session session() {
    Person person =
        new Person(
            "https://id.example",
            "42",
            "Ada Lovelace",
            Optional.empty(),
            Set.of(Permission.OPERATOR),
            UUID.randomUUID());
    return new Session(person, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
  }

  private static S3Target target() {
    return new S3Target(
        new S3Place(
            Optional.empty(),
            Optional.of("archive"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new S3OptionsAsked(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Optional.of("AK"),
        Optional.of(SECRET));
  }

  /** A new class with a field that may be one is to be looked at, and added above. */
  @Test
  void areAllKnown() {
    Set<String> holders = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(
                location -> !location.contains("test-classes") && !location.contains("tests.jar"))
            .importPackages("dev.waybill")) {
      type.getFields().stream()
          .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
          .filter(SecretHoldersTest::mayBeASecret)
          .forEach(field -> holders.add(type.getName() + "." + field.getName()));
    }

    assertThat(holders)
        .containsExactlyInAnyOrder(
            "dev.waybill.manifest.SigningKeyPair.privateKey",
            "dev.waybill.server.exports.AzureSasTarget.sasToken",
            "dev.waybill.server.exports.S3Target.secretAccessKey",
            "dev.waybill.server.graphql.ApiKeyNode$Created.secret",
            "dev.waybill.server.graphql.ApiKeyNode$Rotated.secret",
            "dev.waybill.server.graphql.EndpointConfiguration$GcsServiceAccountKeyEndpointConfiguration.privateKeyId",
            "dev.waybill.server.keys.MadeKey.secret",
            "dev.waybill.server.settings.AzureAccessSettings.clientSecret", // a Secret
            "dev.waybill.server.settings.AzureAccessSettings.tokenFile", // its path
            "dev.waybill.server.settings.GoogleAccessSettings.credentials", // their file's path
            "dev.waybill.server.settings.GoogleAccessSettings.tokenEndpoint", // a URL
            "dev.waybill.server.settings.LoginSettings.clientSecret", // a Secret
            "dev.waybill.server.settings.StorageSettings.stsSecretAccessKey", // a Secret
            "dev.waybill.server.settings.TlsSettings.keyPassword", // a Secret
            "dev.waybill.server.tls.CertificateFiles.password", // no record; its text is a name
            "dev.waybill.storage.Authentication$ServiceAccountKey.privateKeyId", // no secret
            "dev.waybill.storage.Credentials$AccessKey.secretAccessKey",
            "dev.waybill.storage.GoogleKey.privateKey",
            "dev.waybill.storage.GoogleKey.privateKeyId", // no secret
            "dev.waybill.stores.gcs.GcsRequests.credentials", // no record; Google's own text
            "dev.waybill.stores.gcs.GcsSettings.tokenEndpoint", // no secret
            "dev.waybill.stores.network.OutboundProxy$Login.password",
            "dev.waybill.tenant.ApiKeys$Issued.secret",
            "dev.waybill.tenant.PortalLinks$Made.token",
            "dev.waybill.tenant.Sessions$Started.token");
  }

  private static boolean mayBeASecret(JavaField field) {
    return RAW.contains(field.getRawType().getName())
        && SUSPICIOUS.matcher(field.getName()).matches();
  }
}
