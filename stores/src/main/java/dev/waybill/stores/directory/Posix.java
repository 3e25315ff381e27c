package dev.waybill.stores.directory;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The calls that Java lacks: those that are relative to a folder which is open, so that nobody can
 * put a link into their way.
 */
@SuppressWarnings("restricted") // six functions of the C library, whose signatures are POSIX's
final class Posix {
  static final boolean MAC = property("os.name").startsWith("mac");

  private static final boolean POWER_OR_ARM =
      property("os.arch").startsWith("aarch64") || property("os.arch").startsWith("ppc64");
  private static final int DIRECTORY = MAC ? 0x10_0000 : POWER_OR_ARM ? 0x4000 : 0x1_0000;
  private static final int NO_FOLLOW = MAC ? 0x100 : POWER_OR_ARM ? 0x8000 : 0x2_0000;
  private static final int CLOSE_ON_EXEC = MAC ? 0x100_0000 : 0x8_0000;
  private static final int WRITE_ONLY = 0x1;
  private static final int CREATE = MAC ? 0x200 : 0x40;
  private static final int EXCLUSIVE = MAC ? 0x800 : 0x80;
  private static final int FOLLOW = MAC ? 0x40 : 0x400;

  /** A path that does not begin with a slash, taken from the working folder. */
  private static final int NOWHERE = MAC ? -2 : -100;

  private static final long LONGEST_TEXT = 4096;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final AddressLayout TEXT = ValueLayout.ADDRESS;
  private static final MethodHandle OPENAT = function("openat", INT, TEXT, INT);
  private static final MethodHandle CREATEAT =
      function("openat", List.of(Linker.Option.firstVariadicArg(3)), INT, TEXT, INT, INT);
  private static final MethodHandle UNLINKAT = function("unlinkat", INT, TEXT, INT);
  private static final MethodHandle MKDIRAT = function("mkdirat", INT, TEXT, INT);
  private static final MethodHandle LINKAT = function("linkat", INT, TEXT, INT, TEXT, INT);
  private static final MethodHandle FSYNC = function("fsync", INT);
  private static final MethodHandle CLOSE = function("close", INT);

  private Posix() {}

  /** Opens a folder of the operator's, which may be a link to one. */
  static int open(Path folder) throws IOException {
    return call(
        folder,
        (arena, state) ->
            (int)
                OPENAT.invokeExact(
                    state, NOWHERE, name(arena, folder.toString()), DIRECTORY | CLOSE_ON_EXEC));
  }

  /** Opens a folder in one that is open; never by a link. */
  static int openIn(int folder, Path path) throws IOException {
    return call(
        path,
        (arena, state) ->
            (int)
                OPENAT.invokeExact(
                    state, folder, leaf(arena, path), DIRECTORY | NO_FOLLOW | CLOSE_ON_EXEC));
  }

  static void makeFolderIn(int folder, Path path, int mode) throws IOException {
    call(path, (arena, state) -> (int) MKDIRAT.invokeExact(state, folder, leaf(arena, path), mode));
  }

  /** Opens a file that nobody had there, for writing. */
  static int createIn(int folder, Path path, int mode) throws IOException {
    return call(
        path,
        (arena, state) ->
            (int)
                CREATEAT.invokeExact(
                    state,
                    folder,
                    leaf(arena, path),
                    WRITE_ONLY | CREATE | EXCLUSIVE | NO_FOLLOW | CLOSE_ON_EXEC,
                    mode));
  }

  /**
   * Gives an open file a second name, whatever lies under its first one meanwhile. macOS cannot do
   * that: there it is whatever lies under the first one.
   */
  static void link(int file, int fromFolder, Path from, int toFolder, Path to) throws IOException {
    call(
        to,
        (arena, state) ->
            MAC
                ? (int)
                    LINKAT.invokeExact(
                        state, fromFolder, leaf(arena, from), toFolder, leaf(arena, to), 0)
                : (int)
                    LINKAT.invokeExact(
                        state,
                        NOWHERE,
                        name(arena, opened(file).toString()),
                        toFolder,
                        leaf(arena, to),
                        FOLLOW));
  }

  static void removeIn(int folder, Path path) throws IOException {
    call(path, (arena, state) -> (int) UNLINKAT.invokeExact(state, folder, leaf(arena, path), 0));
  }

  /** A path to what is open, for calls of Java's: whatever lies under its name. */
  static Path opened(int number) {
    return Path.of(MAC ? "/dev/fd" : "/proc/self/fd", Integer.toString(number));
  }

  static void force(int folder, Path path) throws IOException {
    call(path, (_, state) -> (int) FSYNC.invokeExact(state, folder));
  }

  /** Of what has nothing left to write. */
  static void close(int number, Path path) throws IOException {
    call(path, (_, state) -> (int) CLOSE.invokeExact(state, number));
  }

  /** How the system words an error. */
  static String text(int errno) {
    MethodHandle strerror =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(TEXT, INT));
    try {
      MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
      return text(text.reinterpret(LONGEST_TEXT), nativeCharset());
    } catch (Throwable e) {
      throw new AssertionError("strerror throws nothing", e);
    }
  }

  private interface Call {
    int in(Arena arena, MemorySegment state) throws Throwable;
  }

  private static int call(Path path, Call call) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = call.in(arena, state);
      if (result < 0) {
        throw failure(path, (int) ERRNO.get(state, 0L));
      }
      return result;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("functions of C throw nothing", e);
    }
  }

  /** The same exceptions as Java's own calls throw. */
  private static IOException failure(Path path, int errno) {
    String file = path.toString();
    return switch (Errno.numbered(errno).orElse(Errno.IO)) {
      case NOTHING_THERE -> new NoSuchFileException(file);
      case EXISTS -> new FileAlreadyExistsException(file);
      case ACCESS_DENIED -> new AccessDeniedException(file);
      case NOT_A_FOLDER, LINK_IN_THE_WAY -> new NotDirectoryException(file);
      default -> new FileSystemException(file, null, text(errno));
    };
  }

  private static MemorySegment leaf(Arena arena, Path path) {
    return name(arena, String.valueOf(path.getFileName()));
  }

  private static MemorySegment name(Arena arena, String name) {
    return text(arena, name, nativeCharset());
  }

  /** Java's own functions for that know only the charsets that are in every Java. */
  static MemorySegment text(Arena arena, String text, Charset charset) {
    byte[] bytes = text.getBytes(charset);
    MemorySegment ended = arena.allocate(bytes.length + 1L); // of zeros
    MemorySegment.copy(bytes, 0, ended, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return ended;
  }

  static String text(MemorySegment ended, Charset charset) {
    int length = 0;
    while (ended.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    return new String(ended.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), charset);
  }

  /** In which Java itself gives names to the system. */
  private static Charset nativeCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  private static MethodHandle function(String name, MemoryLayout... parameters) {
    return function(name, List.of(), parameters);
  }

  private static MethodHandle function(
      String name, List<Linker.Option> options, MemoryLayout... parameters) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(INT, parameters),
        Stream.concat(options.stream(), Stream.of(Linker.Option.captureCallState("errno")))
            .toArray(Linker.Option[]::new));
  }

  private static String property(String name) {
    return System.getProperty(name, "").toLowerCase(Locale.ROOT);
  }
}
