package dev.waybill.stores.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The errors of a file system that mean something of their own. Java tells some of them by the
 * system's text alone, in the language of the service's locale; so the system is asked for its
 * texts.
 */
enum Errno {
  NOT_PERMITTED(1, 1),
  NOTHING_THERE(2, 2),
  IO(5, 5),
  ACCESS_DENIED(13, 13),
  EXISTS(17, 17),
  OTHER_FILE_SYSTEM(18, 18),
  NOT_A_FOLDER(20, 20),
  INVALID(22, 22),
  NO_SPACE(28, 28),
  READ_ONLY(30, 30),
  TOO_MANY_LINKS(31, 31),
  NAME_TOO_LONG(36, 63),
  LINK_IN_THE_WAY(40, 62),
  NOT_SUPPORTED(95, 102),
  STALE(116, 70),
  QUOTA(122, 69);

  private final int number;
  private final String text;

  Errno(int onLinux, int onMac) {
    number = Posix.MAC ? onMac : onLinux;
    text = Posix.text(number).toLowerCase(Locale.ROOT);
  }

  static Optional<Errno> numbered(int number) {
    return Arrays.stream(values()).filter(errno -> errno.number == number).findFirst();
  }

  /** The one of which a message of Java's tells. */
  static Optional<Errno> in(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(errno -> lower.contains(errno.text)).findFirst();
  }

  int number() {
    return number;
  }
}
