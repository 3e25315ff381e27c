package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationJsonTest {
  private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/5f1e-1";

  static Stream<Location> locations() {
    return Stream.of(
        new DirectoryLocation("/srv/audit", new TenantId("acme"), new StoragePath("logs")),
        s3(S3Options.NONE),
        s3(new S3Options(new S3Encryption.S3Managed(), Optional.of("111122223333"), false)),
        s3(new S3Options(new S3Encryption.Kms(KEY, true), Optional.empty(), true)),
        s3(new S3Options(new S3Encryption.Kms("alias/audit", false), Optional.empty(), false)),
        s3(S3Options.NONE)
            .with(new S3Abilities(ConditionalPuts.IGNORED, Optional.of(S3Checksum.SIGNED_BODY))),
        s3(S3Options.NONE).with(S3Abilities.UNKNOWN.with(ConditionalPuts.HONOURED)),
        s3(new S3Options(new S3Encryption.S3Managed(), Optional.empty(), false))
            .with(S3Abilities.UNKNOWN.ignoringEncryption(true)));
  }

  @ParameterizedTest
  @MethodSource("locations")
  void readsWhatItWrote(Location location) {
    assertThat(LocationJson.read(LocationJson.write(location))).isEqualTo(location);
  }

  @Test
  void readsALocationThatWasStoredBeforeThereWereOptions() {
    String stored =
        """
        {"path":"p","type":"S3","bucket":"b","region":"us-east-1","pathStyle":false}
        """;

    assertThat(LocationJson.read(stored))
        .isEqualTo(new S3Location("b", new StoragePath("p"), "us-east-1", Optional.empty(), false));
  }

  @Test
  void writesNothingOfWhatIsNotKnown() {
    assertThat(LocationJson.write(s3(S3Options.NONE)))
        .doesNotContain("conditionalPuts")
        .doesNotContain("checksum")
        .doesNotContain("ignoresEncryption");
  }

  private static S3Location s3(S3Options options) {
    URI endpoint = URI.create("https://s3.example.com");
    return new S3Location(
        "b", new StoragePath("p"), "us-east-1", Optional.of(endpoint), true, options);
  }
}
