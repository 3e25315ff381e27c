package dev.waybill.server.portal.journeys;

import dev.waybill.server.portal.Platform;
import dev.waybill.server.portal.PortalServer;
import dev.waybill.server.testing.PassingTime;
import dev.waybill.stores.azure.AzuritePlace;
import dev.waybill.stores.azure.FakeEntra;
import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;
import dev.waybill.stores.ceph.StsFront;
import dev.waybill.stores.gcs.FakeGcsServer;
import dev.waybill.stores.gcs.FakeServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A storage of each kind on this machine, and a server that delivers into them. */
final class Clouds implements AutoCloseable {
  static final String CONTAINER = "audit-events";

  private final PassingTime time = PassingTime.farFromTicks();
  private final CephGateway ceph = CephGateway.shared();
  private final CephAccount service = ceph.openAccount();
  private final CephUser waybill = service.addUser("waybill");
  private final StsFront sts = StsFront.of(ceph);
  private final Platform platform = new Platform();
  private final FakeEntra entra;
  private final AzuritePlace azurite;
  private final FakeGcsServer google;
  private final FakeServiceAccount ours;
  private final PortalServer server;

  /**
   * @param folder for certificates, which is empty
   */
  Clouds(Path folder) throws IOException {
    entra = new FakeEntra(folder);
    azurite = AzuritePlace.withTls(CONTAINER, entra, folder);
    google = FakeGcsServer.withTls(entra.vouching());
    ours = google.account("waybill@audit.iam.gserviceaccount.com");
    Path identity = Files.writeString(folder.resolve("identity.json"), ours.file());
    server =
        PortalServer.startEncrypted(
            Map.ofEntries(
                Map.entry("storage.allow-private-addresses", "true"),
                Map.entry("storage.ca-bundle", entra.vouching().certificate().toString()),
                Map.entry("storage.s3-default-endpoint", ceph.endpoint().toString()),
                Map.entry("storage.sts-endpoint", sts.endpoint().toString()),
                Map.entry("storage.sts-access-key-id", waybill.key().accessKeyId()),
                Map.entry("storage.sts-secret-access-key", waybill.key().secretAccessKey()),
                Map.entry("setup.s3-principal", waybill.arn()),
                Map.entry("azure.endpoint", azurite.endpoint()),
                Map.entry("azure.authority", entra.authority().toString()),
                Map.entry("azure.application-id", FakeEntra.CLIENT_ID),
                Map.entry("azure.application-name", "Acme audit"),
                Map.entry("azure.client-secret", FakeEntra.SECRET),
                Map.entry("google.endpoint", google.endpoint().toString()),
                Map.entry("google.token-endpoint", google.tokenEndpoint().toString()),
                Map.entry("google.credentials", identity.toString()),
                Map.entry("portal.frame-ancestors", platform.origin())),
            time);
  }

  /** Of the server. */
  Instant now() {
    return time.now();
  }

  PortalServer server() {
    return server;
  }

  CephGateway ceph() {
    return ceph;
  }

  AzuritePlace azurite() {
    return azurite;
  }

  FakeGcsServer google() {
    return google;
  }

  Platform platform() {
    return platform;
  }

  @Override
  public void close() {
    server.close();
    google.close();
    azurite.close();
    entra.close();
    platform.close();
    sts.close();
    service.close();
  }
}
