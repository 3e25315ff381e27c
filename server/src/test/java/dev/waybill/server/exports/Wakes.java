package dev.waybill.server.exports;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.PinnedSettings;
import java.util.Collection;
import java.util.Optional;

/** An engine that has no job, and counts how often it is woken. */
final class Wakes implements JobRunner {
  private int count;

  int count() {
    return count;
  }

  @Override
  public void end(ConfigurationId configuration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settle(Collection<ConfigurationId> configurations) {
    // Nothing is under way, so there is nothing to wait for.
  }

  @Override
  public Optional<ExportJob> run(ConfigurationId configuration) {
    return Optional.empty();
  }

  @Override
  public PinnedSettings pin(ExportConfiguration configuration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void wake() {
    count++;
  }
}
