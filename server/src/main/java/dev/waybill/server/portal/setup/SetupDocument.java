package dev.waybill.server.portal.setup;

import static java.util.Objects.requireNonNull;

/**
 * A document by which a tenant lets the service in, ready to use.
 *
 * @param file the name under which it is downloaded
 */
public record SetupDocument(String title, String file, String text) {
  public SetupDocument {
    requireNonNull(title, "title is null");
    requireNonNull(file, "file is null");
    requireNonNull(text, "text is null");
  }
}
