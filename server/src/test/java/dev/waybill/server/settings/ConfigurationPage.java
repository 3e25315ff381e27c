package dev.waybill.server.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The page of the documentation that lists every setting. */
final class ConfigurationPage {
  private static final String START =
      """
      # Configuration

      <!-- Made from the settings' classes; do not edit. To make it again:
           ./mvnw -pl server -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dwaybill.write=true -->

      Settings come from the file `waybill.yaml` beside the data directory, or the one named by `--config`. The environment variable of a
      setting overrides the file. Lists are separated by commas in a variable. A secret can be given as the name of a file that holds it: add
      `_FILE` to the variable's name.

      ```yaml
      server:
        port: 8080
      storage:
        directory-roots: [/srv/audit]
      ```

      A key that is not known stops the start. All problems are reported at once; `waybill server --check` reports them and exits.
      Sizes are written `512KiB`, `16MiB` or `2GiB`, lengths of time `500ms`, `20s`, `5m`, `1h` or `7d`.
      """;

  private ConfigurationPage() {}

  static String text() {
    var page = new StringBuilder(START);
    SettingKey.all().stream()
        .collect(
            Collectors.groupingBy(
                SettingKey::section, java.util.LinkedHashMap::new, Collectors.toList()))
        .forEach((section, keys) -> appendSection(page, section, keys));
    return page.toString();
  }

  private static void appendSection(StringBuilder page, String section, List<SettingKey> keys) {
    page.append("\n## `").append(section).append("`\n\n");
    page.append("| key | variable | default | meaning |\n|---|---|---|---|\n");
    keys.forEach(key -> page.append(row(key)));
  }

  private static String row(SettingKey key) {
    String absent = key.setting().absent().isEmpty() ? "none" : "`" + key.setting().absent() + "`";
    String bounds =
        key.setting().least().isEmpty()
            ? ""
            : " From %s to %s.".formatted(key.setting().least(), key.setting().most());
    String variable =
        "`" + key.variable() + "`" + (key.isSecret() ? ", `" + key.variable() + "_FILE`" : "");
    return "| `%s` | %s | %s | %s%s |\n"
        .formatted(key.key(), variable, absent, key.setting().about(), bounds);
  }
}
