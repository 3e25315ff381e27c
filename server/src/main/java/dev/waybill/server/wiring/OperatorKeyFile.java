package dev.waybill.server.wiring;

import dev.waybill.server.admin.FirstKey;
import dev.waybill.server.datadir.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves the first operator's key in the data directory, readable by its owner only. */
public final class OperatorKeyFile implements FirstKey.Handover {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorKeyFile.class);

  private final Path file;

  /** Writes {@code operator-key} into that folder. */
  public OperatorKeyFile(Path dataDirectory) {
    this.file = dataDirectory.toAbsolutePath().normalize().resolve("operator-key");
  }

  @Override
  public void accept(String secret) {
    try {
      DurableFiles.write(file, (secret + "\n").getBytes(StandardCharsets.UTF_8));
      LOG.info("The operator's key is in {}: move it to a safe place", file);
    } catch (IOException e) {
      throw new UncheckedIOException("The operator's key cannot be written to " + file, e);
    }
  }
}
