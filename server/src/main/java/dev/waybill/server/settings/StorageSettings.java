package dev.waybill.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where exports may go. */
public record StorageSettings(
    @Setting(
            about =
                "Folders below which directory exports may lie, each tenant in its own. Without one"
                    + " there are no directory exports.")
        List<Path> directoryRoots,
    @Setting(
            about =
                "The S3-compatible store used by exports that name none; absent, they go to AWS.")
        Optional<URI> s3DefaultEndpoint,
    @Setting(
            about =
                "S3-compatible stores that exports may name besides AWS and the default, as URLs.")
        List<URI> s3Endpoints,
    @Setting(
            about =
                "The proxy for requests to customers' storage, as http://user:password@host:port.")
        Optional<Secret> proxy,
    @Setting(
            about =
                "A PEM file with certificates to trust besides Java's, when talking to customers'"
                    + " storage.")
        Optional<Path> caBundle) {
  public StorageSettings {
    directoryRoots = List.copyOf(directoryRoots);
    s3Endpoints = List.copyOf(s3Endpoints);
  }
}
