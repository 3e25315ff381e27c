package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** AWS's worlds are those that its SDK knows, which the command line does without. */
class PartitionTest {
  @Test
  void isThatOfEveryRegionThatAwsHas() {
    assertThat(Region.regions())
        .extracting(Region::id)
        .contains("eusc-de-east-1", "us-iso-east-1")
        .allSatisfy(
            region -> {
              PartitionMetadata known = PartitionMetadata.of(Region.of(region));
              assertThat(Partition.ofRegion(region)).hasToString(known.id());
              assertThat(Partition.ofRegion(region).dnsSuffix()).isEqualTo(known.dnsSuffix());
            });
  }

  @Test
  void hasRegionsEach() {
    assertThat(Arrays.stream(Partition.values()).map(Partition::toString))
        .containsExactlyInAnyOrderElementsOf(
            Region.regions().stream()
                .map(region -> PartitionMetadata.of(region).id())
                .distinct()
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void isReadFromAnArn(Partition partition) {
    assertThat(Partition.ofArn("roleArn", "arn:" + partition + ":iam::1:role/r"))
        .isEqualTo(partition);
  }

  @Test
  void isNoneThatAwsDoesNotHave() {
    assertThatThrownBy(() -> Partition.ofArn("roleArn", "arn:aws-mars:iam::1:role/r"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("aws, aws-cn, aws-us-gov, aws-eusc, aws-iso,");
  }

  @ParameterizedTest
  @CsvSource({
    "aws, eu-central-1, s3.eu-central-1.amazonaws.com",
    "aws-us-gov, us-gov-west-1, s3.us-gov-west-1.amazonaws.com",
    "aws-cn, cn-north-1, s3.cn-north-1.amazonaws.com s3.cn-north-1.amazonaws.com.cn",
    "aws-eusc, eusc-de-east-1, s3.eusc-de-east-1.amazonaws.com s3.eusc-de-east-1.amazonaws.eu",
  })
  void namesS3AsKmsDoes(String partition, String region, String names) {
    KmsKeyArn key = new KmsKeyArn("arn:" + partition + ":kms:" + region + ":111122223333:key/k");

    assertThat(key.viaS3()).containsExactly(names.split(" "));
  }
}
