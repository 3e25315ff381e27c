package dev.waybill.server.portal.destinations;

import dev.waybill.server.exports.DestinationKind;

/** What kinds of destinations are called on pages. */
public final class KindWords {
  private KindWords() {}

  /** Whose storage it is, and how the service gets in there. */
  public static String title(DestinationKind kind) {
    return switch (kind) {
      case S3_ASSUMED_ROLE -> "Amazon S3, by a role";
      case S3_ACCESS_KEY -> "Amazon S3 or compatible, by an access key";
      case ADLS_SAS_TOKEN -> "Azure Storage, by a SAS token";
      case ADLS_ENTRA_APP -> "Azure Storage, by our application";
      case GCS -> "Google Cloud Storage, by our service account";
      case GCS_SERVICE_ACCOUNT_KEY -> "Google Cloud Storage, by a key";
      case DIRECTORY -> "A folder of this service";
    };
  }

  /** What to know when choosing it. */
  public static String sentence(DestinationKind kind) {
    return switch (kind) {
      case S3_ASSUMED_ROLE ->
          "You make a role that we may assume, with an external id of yours. No secret changes hands.";
      case S3_ACCESS_KEY ->
          "You give us an access key. It is the way into stores of other makers that speak S3.";
      case ADLS_SAS_TOKEN ->
          "You give us a token for one container. It ends some day, and is then to be renewed.";
      case ADLS_ENTRA_APP ->
          "An administrator of your directory lets our application in. No secret changes hands.";
      case GCS -> "You let our service account into a bucket. No secret changes hands.";
      case GCS_SERVICE_ACCOUNT_KEY ->
          "You make a service account that may write to a bucket, and give us a key of it.";
      case DIRECTORY -> "Files on a disk that whoever runs this service has set apart.";
    };
  }
}
