package dev.waybill.cli;

import dev.waybill.cli.client.ApiVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code waybill --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"waybill " + ApiVersion.commandVersion(), "API " + ApiVersion.SPOKEN};
  }
}
