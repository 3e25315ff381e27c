package dev.waybill.verify;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystemException;

/**
 * Something that a verifier reports of one object; the code tells how bad it is.
 *
 * @param object the key of the object, or the id of what was expected; empty if it is of the whole
 *     place
 * @param expected what should be, for people; one line
 * @param found what is, for people; one line
 */
public record Observation(Code code, String object, String expected, String found) {
  public Observation {
    requireNonNull(code, "code is null");
    requireNonNull(object, "object is null");
    requireNonNull(expected, "expected is null");
    requireNonNull(found, "found is null");
  }

  /** What was said of why something could not be read, in one line. */
  public static String said(IOException e) {
    // What a file system says is often the file's name alone.
    String said =
        e instanceof FileSystemException || e.getMessage() == null
            ? e.getClass().getSimpleName() + ": " + e.getMessage()
            : e.getMessage();
    return said.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
