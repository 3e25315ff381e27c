package dev.waybill.server.wiring;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.tls.CertificateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What can be said about a start without starting: whether files and folders are at hand. */
final class StartCheck {
  private StartCheck() {}

  /** One line for each thing that stands in the way. */
  static List<String> problems(Settings settings, Instant now) {
    var problems = new ArrayList<String>();
    Path data = settings.data().directory().toAbsolutePath().normalize();
    if (!isWritable(data)) {
      problems.add("data.directory: " + data + " cannot be written to");
    }
    for (Path root : settings.storage().directoryRoots()) {
      if (!root.isAbsolute() || !Files.isDirectory(root) || !Files.isWritable(root)) {
        problems.add(
            "storage.directory-roots: "
                + root
                + " is not the absolute path of a folder that can be written to");
      }
    }
    Set<String> ofStores = new LinkedHashSet<>(); // which share settings
    ofStores.addAll(new S3Access(settings).problems());
    ofStores.addAll(new AzureAccess(settings).problems());
    ofStores.addAll(new GcsAccess(settings).problems());
    problems.addAll(ofStores);
    if (settings.tls().isOn()) {
      try {
        new CertificateFiles(settings.tls()).read(now);
      } catch (InvalidInput e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  /** One line for each thing that will stand in the way; only of settings without problems. */
  static List<String> warnings(Settings settings, Instant now) {
    List<String> warnings = new ArrayList<>(notices(settings));
    if (settings.tls().isOn()) {
      new CertificateFiles(settings.tls()).read(now).notice(now).ifPresent(warnings::add);
    }
    return warnings;
  }

  /** One line for each setting that does less than it seems, for want of another. */
  static List<String> notices(Settings settings) {
    return settings.azure().applicationId().isPresent() && settings.publicUrl().isEmpty()
        ? List.of(
            "azure.application-id: without server.public-url customers get no links to consent to"
                + " the application; set it to where browsers reach this service")
        : List.of();
  }

  /** A folder that does not exist is made, where it may be. */
  private static boolean isWritable(Path folder) {
    if (Files.exists(folder)) {
      return Files.isDirectory(folder) && Files.isWritable(folder);
    }
    Path parent = folder.getParent();
    return parent != null && isWritable(parent);
  }
}
