package dev.waybill.server.exports;

/** A destination of one kind, as asked for; not yet checked. */
public sealed interface DestinationTarget
    permits S3Target,
        S3RoleTarget,
        AzureSasTarget,
        AzureAppTarget,
        GcsTarget,
        GcsKeyTarget,
        DirectoryTarget {
  DestinationKind kind();
}
