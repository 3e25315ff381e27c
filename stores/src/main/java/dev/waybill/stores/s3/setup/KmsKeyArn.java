package dev.waybill.stores.s3.setup;

import dev.waybill.fault.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The key of AWS KMS with which a bucket encrypts. */
public record KmsKeyArn(String value) {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]{1,63}:[0-9]{12}:key/[A-Za-z0-9-]{1,128}");

  /**
   * @throws InvalidInput if it is not the ARN of a key
   */
  public KmsKeyArn {
    if (!ARN.matcher(value).matches()) {
      throw new InvalidInput(
          "kmsKeyArn",
          "A kmsKeyArn has the form arn:aws:kms:eu-central-1:111122223333:key/<id>. Policies do not"
              + " know an alias as its key: 'aws kms describe-key' shows the ARN.");
    }
    Partition.ofArn("kmsKeyArn", value);
  }

  /** Empty if the text is not the ARN of a key, but its id or an alias, say. */
  public static Optional<KmsKeyArn> ifKey(String text) {
    try {
      return Optional.of(new KmsKeyArn(text));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  Partition partition() {
    return Partition.ofArn("kmsKeyArn", value);
  }

  String region() {
    return value.split(":", 5)[3];
  }

  /** As what S3 uses a key for somebody; in some partitions AWS's names have two endings. */
  List<String> viaS3() {
    return Stream.of(Partition.AWS, partition())
        .map(partition -> "s3." + region() + "." + partition.dnsSuffix())
        .distinct()
        .toList();
  }

  @Override
  public String toString() {
    return value;
  }
}
