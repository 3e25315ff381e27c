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
import java.util.Locale;
import java.util.Optional;

/** Says in Waybill's words what the file system's errors mean. */
final class DirectoryFailures {
  private DirectoryFailures() {}

  static Failure of(Path folder, IOException exception) {
    String reason = reason(exception);
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return new Failure(
          Fault.CAPACITY,
          Stage.PUT,
          "STORE_FULL",
          "The file system of " + folder + " is full.",
          "Make room on it.");
    }
    if (lower.contains("file name too long")) {
      return new Failure(
          Fault.CALLER,
          Stage.PUT,
          "NAME_TOO_LONG",
          "A folder's name is too long for the file system of " + folder + ".",
          "Choose a shorter path.");
    }
    if (lower.contains("read-only file system")) {
      return ours(
          "READ_ONLY", "The file system of " + folder + " is read-only.", "Mount it for writing.");
    }
    if (lower.contains("cross-device link")) {
      return ours(
          "OTHER_FILE_SYSTEM",
          "The folder " + folder + " is on another file system than its root.",
          "Let a root and everything below it be one file system.");
    }
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
      case NoSuchFileException e -> missing(Path.of(e.getFile()));
      default ->
          ours(
              "FILE_SYSTEM_ERROR",
              "Writing below " + folder + " failed: " + reason + ".",
              "Look at the file system's health.");
    };
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
