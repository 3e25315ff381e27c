package dev.waybill.server.wiring;

import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.exports.S3Defaults;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.SetupSettings;
import dev.waybill.server.settings.StorageSettings;
import dev.waybill.stores.Stores;
import dev.waybill.stores.azure.AzureStores;
import dev.waybill.stores.directory.DirectoryStores;
import dev.waybill.stores.gcs.GcsStores;
import dev.waybill.stores.s3.S3Stores;
import dev.waybill.time.TimeSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where exports can go. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

  @Bean
  Stores stores(Settings settings, TimeSource time) {
    return new Stores(
        new S3Stores(new S3Access(settings).settings(), time),
        new AzureStores(new AzureAccess(settings).settings(), time),
        new GcsStores(new GcsAccess(settings).settings(), time),
        new DirectoryStores(roots(settings.storage()), time));
  }

  /** Other stores than AWS seldom have a host name for each bucket. */
  @Bean
  S3Defaults s3Defaults(Settings settings) {
    Optional<URI> endpoint = settings.storage().s3DefaultEndpoint();
    return new S3Defaults(endpoint, endpoint.isPresent());
  }

  @Bean
  SetupTerms setupTerms(Settings settings) {
    SetupSettings setup = settings.setup();
    return new SetupTerms(setup.principal(), setup.s3RoleNamePrefix(), setup.egressAddresses());
  }

  private static Set<Path> roots(StorageSettings settings) {
    for (Path root : settings.directoryRoots()) {
      if (!root.isAbsolute() || !Files.isDirectory(root)) {
        throw new StartRefusedException(
            "storage.directory-roots names "
                + root
                + ", which is not the absolute path of a folder: create it or correct the setting.");
      }
    }
    return Set.copyOf(settings.directoryRoots());
  }
}
