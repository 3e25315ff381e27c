package dev.waybill.stores.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a put says when the system's calls fail, and when a file system is really full. */
class DirectoryFaultsRealIT {
  private static final String MOUNT =
      """
      for way in -m -rm; do
        unshare $way true 2> /dev/null && exec unshare $way sh -c \
          'mount -t tmpfs -o "$0" tmpfs "$1" && shift && exec "$@"' "$@"
      done
      echo no namespace of mounts can be made: be root, or allow user namespaces\
      """;

  /** As nobody may give folders away but root, others take one that is there. */
  private static final String SPOOL_OF_ANOTHER_USER =
      """
      for way in -m -rm; do
        unshare $way true 2> /dev/null && exec unshare $way sh -c \
          'mkdir "$0" && { chown 1 "$0" 2> /dev/null && chmod 777 "$0" || mount --bind /tmp "$0"; } \
            && exec "$@"' "$@"
      done
      echo no namespace of mounts can be made: be root, or allow user namespaces\
      """;

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "mkdirat:error=EROFS:when=2, Refused, READ_ONLY",
    "mkdirat:error=EDQUOT:when=2, Refused, STORE_FULL",
    "mkdirat:error=EACCES:when=2, Refused, PERMISSION_DENIED",
    "fsync:error=EDQUOT:when=1, Refused, STORE_FULL",
    "fsync:error=EIO:when=1, Refused, FILE_SYSTEM_ERROR",
    "linkat:error=EPERM, Refused, NO_HARD_LINKS",
    "linkat:error=EMLINK, Refused, NO_HARD_LINKS",
    "linkat:error=EXDEV, Refused, OTHER_FILE_SYSTEM",
    "linkat:error=ENOSPC, Refused, STORE_FULL",
  })
  void isRefusedWhereNothingWasStored(String fault, String outcome, String code) throws Exception {
    assertThat(put(strace(fault))).startsWith(outcome + "[").contains("code=" + code + ",");

    assertThat(root.resolve("acme/audit/events/one")).doesNotExist();
    assertThat(root.resolve(Spool.NAME)).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "linkat:error=EIO, FILE_SYSTEM_ERROR",
    "linkat:error=ETIMEDOUT, FILE_SYSTEM_ERROR",
    "linkat:error=ESTALE, STALE_MOUNT",
    "linkat:error=EEXIST, FILE_SYSTEM_ERROR",
    "fsync:error=EIO:when=2, FILE_SYSTEM_ERROR",
    "fsync:error=EIO:when=5, FILE_SYSTEM_ERROR",
  })
  void isUnknownWhereItMayHaveBeenStored(String fault, String code) throws Exception {
    assertThat(put(strace(fault))).startsWith("Unknown[").contains("code=" + code + ",");
  }

  @ParameterizedTest
  @CsvSource({"fsync:error=EINVAL:when=2+", "fsync:error=EOPNOTSUPP:when=2+"})
  void isStoredWhereFoldersCannotBeForced(String fault) throws Exception {
    assertThat(put(strace(fault))).isEqualTo("Stored[]");
  }

  @Test
  void isStoredWithoutAFault() throws Exception {
    assertThat(put(strace("unlinkat:error=EIO"))).isEqualTo("Stored[]");
  }

  @Test
  void isRefusedWhenTheDiskIsFull() throws Exception {
    assertThat(put(mounted("size=256k"))).startsWith("Refused[").contains("STORE_FULL");
    assertThat(put(mounted("size=4m"))).isEqualTo("Stored[]");
  }

  @Test
  void isRefusedWhenTheDiskHasNoRoomForAnotherName() throws Exception {
    assertThat(put(mounted("nr_inodes=4"))).startsWith("Refused[").contains("STORE_FULL");
  }

  @Test
  void isRefusedWhenTheSpoolIsAnotherUsers() throws Exception {
    String spool = root.resolve(Spool.NAME).toString();

    assertThat(put(List.of("sh", "-c", SPOOL_OF_ANOTHER_USER, "sh", spool)))
        .startsWith("Refused[")
        .contains("code=SPOOL_NOT_PRIVATE,");
    assertThat(root.resolve("acme")).doesNotExist();
  }

  @Test
  void isRefusedWhenTheSpoolStaysWritableByOthers() throws Exception {
    Path spool = Files.createDirectory(root.resolve(Spool.NAME));
    Files.setPosixFilePermissions(spool, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(put(strace("?chmod,fchmodat:error=EPERM")))
        .startsWith("Refused[")
        .contains("code=SPOOL_NOT_PRIVATE,");
    assertThat(root.resolve("acme")).doesNotExist();
    assertThat(spool).isEmptyDirectory();
  }

  private static List<String> strace(String fault) {
    String calls = fault.substring(0, fault.indexOf(':'));
    return List.of(
        "strace", "-f", "-q", "-o", "/dev/null", "-e", "trace=" + calls, "-e", "inject=" + fault);
  }

  private List<String> mounted(String options) {
    return List.of("sh", "-c", MOUNT, "sh", options, root.toString());
  }

  private String put(List<String> under) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(under);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            PutInto.class.getName(),
            root.toString(),
            Integer.toString(1 << 20)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip().lines().reduce("", (_, line) -> line);
  }
}
