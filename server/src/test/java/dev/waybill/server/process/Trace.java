package dev.waybill.server.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system calls of a process, as {@code strace -f} wrote them down, in the order of their start.
 */
record Trace(List<Call> calls) {
  private static final Pattern LINE = Pattern.compile("(\\d+)\\s+(.*)");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
  private static final Pattern DONE = Pattern.compile("(?s)(\\w+)\\((\\d+)(.*)\\)\\s+= (-?\\d+).*");
  private static final String UNFINISHED = "<unfinished ...>";

  /** Which calls to trace; all of these take a file descriptor first. */
  static final String CALLS = "write,pwrite64,writev,sendto,sendmsg,fdatasync,fsync";

  /**
   * A call that ended.
   *
   * @param start the number of the line at which it began
   * @param end the number of the line at which its result was known
   */
  record Call(String name, int descriptor, String data, long result, int start, int end) {}

  private record Begun(String text, int line) {}

  static Trace read(Path file) throws IOException {
    var calls = new ArrayList<Call>();
    Map<String, Begun> unfinished = new HashMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
          continue;
        }
        String thread = parts.group(1);
        String text = parts.group(2);
        Matcher resumed = RESUMED.matcher(text);
        if (text.endsWith(UNFINISHED)) {
          String begin = text.substring(0, text.length() - UNFINISHED.length());
          unfinished.put(thread, new Begun(begin, number));
        } else if (resumed.matches() && unfinished.containsKey(thread)) {
          Begun begun = unfinished.remove(thread);
          add(calls, begun.text() + resumed.group(2), begun.line(), number);
        } else {
          add(calls, text, number, number);
        }
      }
    }
    return new Trace(calls);
  }

  private static void add(List<Call> calls, String text, int start, int end) {
    Matcher call = DONE.matcher(text.strip());
    if (call.matches()) {
      calls.add(
          new Call(
              call.group(1),
              Integer.parseInt(call.group(2)),
              call.group(3),
              Long.parseLong(call.group(4)),
              start,
              end));
    }
  }
}
