package dev.waybill.cli.verify;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.directory.DirectoryBucketReader;
import dev.waybill.stores.gcs.GcsFolder;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * How a place is reached. Credentials are the user's own, as the tools of the store's maker find
 * them. Of the classes that know a store's library none is named in a method here, since options
 * are found by reflection, which would load it.
 */
final class PlaceOptions {
  private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final String ANY_REGION = "us-east-1";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Of an S3 bucket; default AWS_REGION.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Of an S3-compatible store (default AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL), of an Azure"
              + " account's Blob service, or of a private endpoint of Google Cloud Storage.")
  private Optional<URI> endpoint = Optional.empty();

  @Option(
      names = "--path-style",
      description = "An S3 bucket is part of the path, not of the host.")
  private boolean pathStyle;

  @Option(
      names = "--aws-profile",
      paramLabel = "NAME",
      description = "A profile of your AWS configuration; default: what AWS's tools would take.")
  private Optional<String> profile = Optional.empty();

  /**
   * Opens a place.
   *
   * @throws IOException if there are no credentials
   */
  BucketReader open(String place) throws IOException {
    Matcher url = URL.matcher(place);
    try {
      if (!url.matches()) {
        return directory(place);
      }
      String rest = url.group(2);
      return switch (url.group(1)) {
        case "s3" -> s3(rest);
        case "gs", "gcs" -> gcs(rest);
        case "azure" -> azure(rest);
        default ->
            throw new InvalidInput(
                "place",
                "A place is s3://BUCKET/PATH, gs://BUCKET/PATH, azure://ACCOUNT/CONTAINER/PATH or a"
                    + " directory.");
      };
    } catch (InvalidInput | IllegalArgumentException e) {
      throw new CommandFailure(
          TextOutput.printable(String.valueOf(e.getMessage())), CommandFailure.USAGE);
    }
  }

  private BucketReader directory(String place) {
    refuseOptionsOfS3();
    if (endpoint.isPresent()) {
      throw new InvalidInput("endpoint", "A directory has no --endpoint.");
    }
    try {
      return new DirectoryBucketReader(Path.of(place));
    } catch (NotDirectoryException | InvalidPathException e) {
      throw new InvalidInput("place", "There is no directory " + TextOutput.printable(place) + ".");
    }
  }

  private BucketReader gcs(String place) throws IOException {
    refuseOptionsOfS3();
    BucketAndPath at = BucketAndPath.of(place);
    return GcsPlace.open(new GcsFolder(at.bucket(), new StoragePath(at.path()), endpoint));
  }

  private BucketReader azure(String place) {
    refuseOptionsOfS3();
    return AzurePlace.open(place, endpoint, System.getenv());
  }

  private BucketReader s3(String place) {
    BucketAndPath at = BucketAndPath.of(place);
    S3Location location =
        new S3Location(
            at.bucket(),
            new StoragePath(at.path()),
            region
                .or(() -> environment("AWS_REGION"))
                .or(() -> environment("AWS_DEFAULT_REGION"))
                .orElse(ANY_REGION),
            endpoint
                .or(() -> environment("AWS_ENDPOINT_URL_S3").map(URI::create))
                .or(() -> environment("AWS_ENDPOINT_URL").map(URI::create)),
            pathStyle);
    return S3Place.open(location, profile);
  }

  private void refuseOptionsOfS3() {
    if (region.isPresent() || pathStyle || profile.isPresent()) {
      throw new InvalidInput(
          "place", "--region, --path-style and --aws-profile are for s3:// places only.");
    }
  }

  private record BucketAndPath(String bucket, String path) {
    static BucketAndPath of(String place) {
      int slash = place.indexOf('/');
      return slash < 0
          ? new BucketAndPath(place, "")
          : new BucketAndPath(place.substring(0, slash), place.substring(slash + 1));
    }
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
