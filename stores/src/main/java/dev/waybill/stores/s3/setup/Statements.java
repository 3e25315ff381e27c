package dev.waybill.stores.s3.setup;

import dev.waybill.storage.S3Location;
import dev.waybill.stores.setup.JsonText;
import dev.waybill.stores.setup.Node;
import java.util.Set;
import java.util.UUID;

/** Parts of policies, filled in and on one line, as an advice quotes them. */
public final class Statements {
  private Statements() {}

  /** All objects of a place, as a policy names them. */
  public static String objects(S3Location location) {
    return BucketFolder.objects(Partition.of(location), location.bucket(), location.path());
  }

  /** Lets whoever has it put objects there. */
  public static String put(S3Location location) {
    Set<PutOption> options =
        location.options().bucketOwnerFullControl() ? Set.of(PutOption.ACL) : Set.of();
    return JsonText.inOneLine(Policies.put(options, objects(location)));
  }

  /**
   * Lets a role be assumed by that principal, if it knows the external id.
   *
   * @param principal an ARN, or what stands for it as long as it is not known
   */
  public static String trust(String principal, UUID externalId) {
    return JsonText.inOneLine(Policies.assumedBy(new Node.Text(principal), externalId));
  }

  /** The condition of a statement that demands the external id. */
  public static String condition(UUID externalId) {
    return JsonText.inOneLine(Policies.knowing(externalId));
  }

  /** Lets a role or user have objects encrypted with a key. */
  public static String encrypt(KmsKeyArn key) {
    return JsonText.inOneLine(Policies.encrypt(key));
  }

  /** The key's side of {@link #encrypt}. */
  public static String keyUsedBy(String principalArn, KmsKeyArn key) {
    return JsonText.inOneLine(Policies.keyUsedBy(new Node.Text(principalArn), key));
  }
}
