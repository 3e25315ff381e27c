package dev.waybill.stores.s3.setup;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.S3Location;
import java.util.Optional;
import java.util.Set;

/** Single statements of the policies, each in one line of JSON, to say which of them is missing. */
public final class Statements {
  private Statements() {}

  /** Lets a role or user put objects into a folder; empty if AWS has no such bucket. */
  public static Optional<String> put(S3Location location) {
    try {
      var setup =
          new S3Setup(
              new BucketFolder(location.bucket(), location.path()),
              Optional.of(location.region()),
              Optional.empty(),
              RoleName.of(Optional.empty(), Optional.empty()),
              Optional.empty(),
              Optional.empty(),
              location.options().bucketOwnerFullControl() ? Set.of(PutOption.ACL) : Set.of(),
              Optional.empty());
      return Optional.of(JsonText.inOneLine(new Policies(setup).put()));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
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
