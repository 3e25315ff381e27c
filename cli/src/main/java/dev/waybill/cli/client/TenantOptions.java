package dev.waybill.cli.client;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.TenantId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server to talk to, and for which tenant. */
public final class TenantOptions extends ServerOptions {
  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "The tenant to act for; only for keys that belong to no tenant.")
  private Optional<String> tenant = Optional.empty();

  /** The tenant named on the command line. */
  public Optional<TenantId> tenant() {
    return tenant.map(TenantOptions::id);
  }

  /** Reads a tenant's id as people type it. */
  public static TenantId id(String text) {
    try {
      return new TenantId(text);
    } catch (InvalidInput e) {
      throw new CommandFailure(e.getMessage(), CommandFailure.USAGE);
    }
  }

  @Override
  public WaybillClient connect() {
    return connect(tenant());
  }
}
