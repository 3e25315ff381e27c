package dev.waybill.cli.events;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.Progress;
import dev.waybill.cli.client.WaybillClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** Reads files of lines, plain or gzip, and sends them batch by batch. */
final class LineFiles {
  private static final String STANDARD_INPUT = "-";

  /** A character a byte: what the lines say is for the server to judge. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private LineFiles() {}

  /**
   * @param toEvent what to do with each line before it is sent
   */
  static Totals send(
      List<String> files, UnaryOperator<byte[]> toEvent, WaybillClient client, String query) {
    var totals = new Totals();
    var sender = new EventSender(client, query);
    for (String file : files) {
      try (Progress progress = Progress.ofBytes(file, size(file));
          BufferedReader lines = open(file)) {
        var batch = new Batch.Builder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          byte[] event = toEvent.apply(line.getBytes(BYTES));
          if (!batch.hasRoomFor(event)) {
            send(file, batch, sender, totals);
          }
          batch.add(event);
          progress.step(line.length() + 1L);
        }
        if (!batch.isEmpty()) {
          send(file, batch, sender, totals);
        }
      } catch (IOException e) {
        throw new CommandFailure("Cannot read " + file + ": " + e.getMessage() + ".");
      }
    }
    return totals;
  }

  private static void send(String file, Batch.Builder builder, EventSender sender, Totals totals) {
    Batch batch = builder.take();
    totals.add(file, batch, sender.send(batch));
  }

  private static BufferedReader open(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new BufferedReader(new InputStreamReader(System.in, BYTES));
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new CommandFailure("There is no file " + file + ".", CommandFailure.USAGE);
    }
    InputStream in = Files.newInputStream(path);
    return new BufferedReader(
        new InputStreamReader(file.endsWith(".gz") ? new GZIPInputStream(in) : in, BYTES), 1 << 16);
  }

  private static long size(String file) {
    Path path = Path.of(file);
    try {
      boolean known = Files.isRegularFile(path) && !file.endsWith(".gz");
      return known ? Files.size(path) : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
