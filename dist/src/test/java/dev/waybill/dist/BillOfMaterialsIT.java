package dev.waybill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials is that of the jars beside it. */
class BillOfMaterialsIT {
  @Test
  void namesTheJarsThatAreInstalledAndNoOthers() throws IOException {
    Path home = home();
    JsonNode bill = JsonMapper.shared().readTree(home.resolve("waybill.cdx.json").toFile());

    assertThat(bill.path("bomFormat").stringValue()).isEqualTo("CycloneDX");
    Map<String, String> listed = listed(bill);
    Map<String, String> installed = installed(home.resolve("lib"));
    assertThat(listed.keySet()).as("%s", listed).isEqualTo(installed.keySet());
    listed.forEach((hash, name) -> assertThat(installed.get(hash)).startsWith(name));
  }

  /** The names of artifacts by the hashes of their jars. */
  private static Map<String, String> listed(JsonNode bill) {
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode component : bill.path("components")) {
      for (JsonNode hash : component.path("hashes")) {
        if (hash.path("alg").stringValue().equals("SHA-256")) {
          listed.put(hash.path("content").stringValue(), component.path("name").stringValue());
        }
      }
    }
    return listed;
  }

  private static Map<String, String> installed(Path lib) throws IOException {
    Map<String, String> installed = new TreeMap<>();
    try (Stream<Path> files = Files.list(lib)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        installed.put(sha256(jar), jar.getFileName().toString());
      }
    }
    return installed;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path home() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("target"))) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("lib")))
          .findFirst()
          .orElseThrow(() -> new AssertionError("nothing is packaged"));
    }
  }
}
