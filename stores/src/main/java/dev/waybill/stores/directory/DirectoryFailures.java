package dev.waybill.stores.directory;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** Says in Waybill's words what the file system's errors mean. */
final class DirectoryFailures {
  private DirectoryFailures() {}

  static Failure of(Path folder, IOException exception) {
    return switch (exception) {
      case AccessDeniedException e ->
          ours(
              "PERMISSION_DENIED",
              "The service may not write to " + e.getFile() + ".",
              "Give its user the permission to write there.");
      case NotDirectoryException e ->
          ours(
              "NOT_A_FOLDER",
              "There is something at " + e.getFile() + " that is not a folder.",
              "Move it away: links are not followed.");
      case SpoolNotPrivateException e ->
          ours(
              "SPOOL_NOT_PRIVATE",
              "The folder "
                  + e.folder()
                  + " belongs to another user than the service's, or others may write to it.",
              "Find out who made it so, and remove it: the service makes it anew.");
      case NoSuchFileException e -> missing(Path.of(e.getFile()));
      default -> {
        String reason = reason(exception);
        yield Errno.in(reason)
            .map(errno -> of(folder, errno, reason))
            .orElseGet(() -> unknown(folder, reason));
      }
    };
  }

  /**
   * Whether what was asked may have been done all the same, now or a little later: the file system
   * did not refuse it, but lost sight of it, as one that is mounted from elsewhere may.
   */
  static boolean leaveDoubt(IOException exception) {
    return switch (exception) {
      case AccessDeniedException _, NotDirectoryException _, NoSuchFileException _ -> false;
      default ->
          switch (Errno.in(reason(exception)).orElse(Errno.IO)) {
            case IO, STALE -> true;
            default -> false;
          };
    };
  }

  private static Failure of(Path folder, Errno errno, String reason) {
    return switch (errno) {
      case NO_SPACE, QUOTA ->
          new Failure(
              Fault.CAPACITY,
              Stage.PUT,
              "STORE_FULL",
              "The file system of " + folder + " is full.",
              "Make room on it.");
      case NAME_TOO_LONG ->
          new Failure(
              Fault.CALLER,
              Stage.PUT,
              "NAME_TOO_LONG",
              "A folder's name is too long for the file system of " + folder + ".",
              "Choose a shorter path.");
      case READ_ONLY ->
          ours(
              "READ_ONLY",
              "The file system of " + folder + " is read-only.",
              "Mount it for writing.");
      case OTHER_FILE_SYSTEM ->
          ours(
              "OTHER_FILE_SYSTEM",
              "The folder " + folder + " is on another file system than its root.",
              "Let a root and everything below it be one file system.");
      case NOT_PERMITTED, NOT_SUPPORTED, TOO_MANY_LINKS ->
          ours(
              "NO_HARD_LINKS",
              "The file system of "
                  + folder
                  + " does not give files a second name: "
                  + reason
                  + ".",
              "Use one with hard links, such as ext4, XFS, ZFS or NFS, and make no folder immutable.");
      case STALE ->
          ours(
              "STALE_MOUNT",
              "What is mounted at " + folder + " is not there any more: " + reason + ".",
              "Mount it again.");
      case IO, INVALID, NOTHING_THERE, ACCESS_DENIED, EXISTS, NOT_A_FOLDER, LINK_IN_THE_WAY ->
          unknown(folder, reason);
    };
  }

  private static Failure unknown(Path folder, String reason) {
    return ours(
        "FILE_SYSTEM_ERROR",
        "Writing below " + folder + " failed: " + reason + ".",
        "Look at the file system's health.");
  }

  /** Of a name that is taken, by whatever. */
  static Failure unseen(Path name, IOException exception) {
    return ours(
        "FILE_SYSTEM_ERROR",
        "The name " + name + " is taken, but looking at it failed: " + reason(exception) + ".",
        "Look at the file system's health.");
  }

  /** Of what was there when the object was begun: its file, or the folder that was to have it. */
  static Failure removed(Path name) {
    return ours(
        "FILE_SYSTEM_ERROR",
        "The file of " + name + ", or its folder, was removed while it was written.",
        "Let nobody but the service remove what is below its roots while it writes.");
  }

  static Failure missing(Path folder) {
    return ours(
        "ROOT_MISSING",
        "The folder " + folder + " does not exist.",
        "Mount or create it; the service does not create roots.");
  }

  private static Failure ours(String code, String message, String advice) {
    return new Failure(Fault.OURS, Stage.PUT, code, message, advice);
  }

  private static String reason(IOException exception) {
    Optional<String> reason =
        exception instanceof FileSystemException e
            ? Optional.ofNullable(e.getReason())
            : Optional.ofNullable(exception.getMessage());
    return reason.orElseGet(() -> exception.getClass().getSimpleName());
  }
}
