package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where exports may go, and how to get there. */
public record StorageSettings(
    @Setting(
            about =
                "Folders below which directory exports may lie, each tenant in a folder of its own."
                    + " Without one there are no directory exports.")
        List<Path> directoryRoots,
    @Setting(
            about =
                "The S3-compatible store of exports that name none, as a URL. Absent, they go to"
                    + " AWS.")
        Optional<URI> s3DefaultEndpoint,
    @Setting(
            about =
                "Other S3-compatible stores that exports may name: hosts, URLs, or `*` for any.")
        List<String> s3Endpoints,
    @Setting(
            about =
                "Whether storage may lie at loopback and private addresses, and webhooks lead there."
                    + " `true` lets tenants reach your own network through the endpoints above and"
                    + " through webhooks.",
            absent = "false")
        boolean allowPrivateAddresses,
    @Setting(
            about =
                "The HTTP proxy for requests to customers' storage, such as"
                    + " `http://user:password@proxy:3128`. It resolves the stores' names, so list"
                    + " them above instead of `*`.")
        Optional<Secret> proxy,
    @Setting(
            about =
                "A PEM file with certificates to trust besides Java's own, for customers' storage,"
                    + " webhooks and the mail server.")
        Optional<Path> caBundle,
    @Setting(
            about =
                "Where customers' roles are assumed, as a URL: the STS of an S3-compatible store such"
                    + " as Ceph. Absent, AWS's own in the region of the bucket, and roles work with"
                    + " AWS alone.")
        Optional<URI> stsEndpoint,
    @Setting(
            about =
                "The access key id of the service's own identity, with which it assumes customers'"
                    + " roles. Absent, what AWS's own tools would find: environment, files, container"
                    + " or machine.")
        Optional<String> stsAccessKeyId,
    @Setting(about = "The secret access key that belongs to it.")
        Optional<Secret> stsSecretAccessKey) {
  public StorageSettings {
    if (stsAccessKeyId.isPresent() != stsSecretAccessKey.isPresent()) {
      throw new InvalidInput(
          stsAccessKeyId.isPresent() ? "sts-access-key-id" : "sts-secret-access-key",
          "goes with the other half: give both storage.sts-access-key-id and"
              + " storage.sts-secret-access-key, or neither");
    }
    directoryRoots = List.copyOf(directoryRoots);
    s3Endpoints = List.copyOf(s3Endpoints);
  }
}
