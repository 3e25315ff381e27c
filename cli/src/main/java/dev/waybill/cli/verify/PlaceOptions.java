package dev.waybill.cli.verify;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.directory.DirectoryBucketReader;
import dev.waybill.stores.s3.S3BucketReader;
import dev.waybill.verify.BucketReader;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How a place is reached. Credentials are the user's own, as AWS's tools find them. */
final class PlaceOptions {
  private static final Pattern URL = Pattern.compile("([a-z0-9]+)://(.*)");
  private static final String ANY_REGION = "us-east-1";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Of the bucket; default AWS_REGION.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Of an S3-compatible store; default AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.")
  private Optional<URI> endpoint = Optional.empty();

  @Option(names = "--path-style", description = "The bucket is part of the path, not of the host.")
  private boolean pathStyle;

  @Option(
      names = "--aws-profile",
      paramLabel = "NAME",
      description = "A profile of your AWS configuration; default: what AWS's tools would take.")
  private Optional<String> profile = Optional.empty();

  BucketReader open(String place) {
    Matcher url = URL.matcher(place);
    if (!url.matches()) {
      return directory(place);
    }
    String rest = url.group(2);
    return switch (url.group(1)) {
      case "s3" -> bucket(rest);
      case "gs", "gcs", "azure" ->
          throw new CommandFailure(
              url.group(1)
                  + ":// cannot be read yet: copy the folder to this machine and verify the copy,"
                  + " which proves the same.",
              CommandFailure.USAGE);
      default ->
          throw new CommandFailure(
              "A place is s3://BUCKET/PATH or a directory.", CommandFailure.USAGE);
    };
  }

  private static BucketReader directory(String place) {
    try {
      return new DirectoryBucketReader(Path.of(place));
    } catch (NotDirectoryException | InvalidPathException e) {
      throw new CommandFailure(
          "There is no directory " + TextOutput.printable(place) + ".", CommandFailure.USAGE);
    }
  }

  private BucketReader bucket(String bucketAndPath) {
    int slash = bucketAndPath.indexOf('/');
    String bucket = slash < 0 ? bucketAndPath : bucketAndPath.substring(0, slash);
    String path = slash < 0 ? "" : bucketAndPath.substring(slash + 1);
    try {
      S3Location location =
          new S3Location(
              bucket,
              new StoragePath(path),
              region
                  .or(() -> environment("AWS_REGION"))
                  .or(() -> environment("AWS_DEFAULT_REGION"))
                  .orElse(ANY_REGION),
              endpoint
                  .or(() -> environment("AWS_ENDPOINT_URL_S3").map(URI::create))
                  .or(() -> environment("AWS_ENDPOINT_URL").map(URI::create)),
              pathStyle);
      return profile
          .map(name -> S3BucketReader.withProfile(name, location))
          .orElseGet(() -> S3BucketReader.withOwnCredentials(location));
    } catch (InvalidInput | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), CommandFailure.USAGE);
    }
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
