package dev.waybill.stores.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectoryFailuresTest {
  private static final Path ROOT = Path.of("/exports");

  @Test
  void takesAFullDiskForOneThatHealsByWaiting() {
    Failure failure = DirectoryFailures.of(ROOT, new IOException("No space left on device"));

    assertThat(failure.fault()).isEqualTo(Fault.CAPACITY);
    assertThat(failure.code()).isEqualTo("STORE_FULL");
    assertThat(failure.message()).isEqualTo("The file system of /exports is full.");
  }

  @Test
  void takesAnExceededQuotaForAFullDisk() {
    FileSystemException exception =
        new FileSystemException("/exports/acme", null, "Disk quota exceeded");

    assertThat(DirectoryFailures.of(ROOT, exception).code()).isEqualTo("STORE_FULL");
  }

  @Test
  void takesAMissingPermissionForOurs() {
    Failure failure = DirectoryFailures.of(ROOT, new AccessDeniedException("/exports/acme"));

    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(failure.code()).isEqualTo("PERMISSION_DENIED");
    assertThat(failure.message()).contains("/exports/acme");
  }

  @Test
  void namesAReadOnlyFileSystem() {
    FileSystemException exception =
        new FileSystemException("/exports/acme", null, "Read-only file system");

    assertThat(DirectoryFailures.of(ROOT, exception).code()).isEqualTo("READ_ONLY");
  }

  @Test
  void namesAFolderThatIsAnotherFileSystem() {
    FileSystemException exception =
        new FileSystemException("/exports/acme/x", "/exports/y", "Invalid cross-device link");

    assertThat(DirectoryFailures.of(ROOT, exception).code()).isEqualTo("OTHER_FILE_SYSTEM");
  }

  @Test
  void passesOnWhatItDoesNotKnow() {
    Failure failure = DirectoryFailures.of(ROOT, new IOException("Input/output error"));

    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(failure.message()).contains("Input/output error");
  }

  @Test
  void namesAFileSystemWithoutHardLinks() {
    for (String reason : List.of("Operation not permitted", "Operation not supported")) {
      assertThat(DirectoryFailures.of(ROOT, failed(reason)).code()).isEqualTo("NO_HARD_LINKS");
    }
  }

  @Test
  void namesAMountThatIsGone() {
    assertThat(DirectoryFailures.of(ROOT, failed("Stale file handle")).code())
        .isEqualTo("STALE_MOUNT");
  }

  @Test
  void isInDoubtOnlyAfterWhatDoesNotSayThatNothingWasDone() {
    for (String reason :
        List.of("Input/output error", "Stale file handle", "Connection timed out")) {
      assertThat(DirectoryFailures.leaveDoubt(failed(reason))).as(reason).isTrue();
    }
    for (String reason :
        List.of("No space left on device", "Disk quota exceeded", "Read-only file system")) {
      assertThat(DirectoryFailures.leaveDoubt(failed(reason))).as(reason).isFalse();
    }
    assertThat(DirectoryFailures.leaveDoubt(new AccessDeniedException("/exports"))).isFalse();
  }

  /** Whatever the language of the system is. */
  @ParameterizedTest
  @EnumSource
  void knowsTheSystemsOwnWordsForAnError(Errno errno) {
    assertThat(Errno.in("cannot do that: " + Posix.text(errno.number()))).contains(errno);
  }

  private static FileSystemException failed(String reason) {
    return new FileSystemException("/exports/acme", "/exports/x", reason);
  }
}
