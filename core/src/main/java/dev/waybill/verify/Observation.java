package dev.waybill.verify;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Something that a verifier reports of one object. */
public sealed interface Observation {
  Code code();

  /** The key of the object, or the id of what was expected; empty if it is of the whole place. */
  String object();

  /** What should be, for people; one line. */
  String expected();

  /** What is, for people; one line. */
  String found();

  /** The place is not verified. */
  record Finding(Code code, String object, String expected, String found) implements Observation {
    public Finding {
      require(code, Code.Severity.FINDING);
      requireNonNull(object, "object is null");
      requireNonNull(expected, "expected is null");
      requireNonNull(found, "found is null");
    }
  }

  /** The place was not wholly read. */
  record Unread(Code code, String object, String expected, String found) implements Observation {
    public Unread {
      require(code, Code.Severity.ERROR);
      requireNonNull(object, "object is null");
      requireNonNull(expected, "expected is null");
      requireNonNull(found, "found is null");
    }
  }

  /** Somebody should know of it, but it breaks no promise. */
  record Warning(Code code, String object, String expected, String found) implements Observation {
    public Warning {
      require(code, Code.Severity.WARNING);
      requireNonNull(object, "object is null");
      requireNonNull(expected, "expected is null");
      requireNonNull(found, "found is null");
    }
  }

  /** As it should be. */
  record Note(Code code, String object, String expected, String found) implements Observation {
    public Note {
      require(code, Code.Severity.NOTE);
      requireNonNull(object, "object is null");
      requireNonNull(expected, "expected is null");
      requireNonNull(found, "found is null");
    }
  }

  /** Of the kind that the code is. */
  static Observation of(Code code, String object, String expected, String found) {
    return switch (code.severity()) {
      case FINDING -> new Finding(code, object, expected, found);
      case ERROR -> new Unread(code, object, expected, found);
      case WARNING -> new Warning(code, object, expected, found);
      case NOTE -> new Note(code, object, expected, found);
    };
  }

  /** What was said of why something could not be read, in one line. */
  static String said(IOException e) {
    // What a file system says is often the file's name alone.
    String said =
        e instanceof FileSystemException || e.getMessage() == null
            ? e.getClass().getSimpleName() + ": " + e.getMessage()
            : e.getMessage();
    return said.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static void require(Code code, Code.Severity severity) {
    if (code.severity() != severity) {
      throw new IllegalArgumentException(code + " is no " + severity);
    }
  }
}
