package dev.waybill.server.exports;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.PinnedSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** An engine that has no job, and notes how often it is woken and what it is told to settle. */
final class Wakes implements JobRunner {
  private final List<ConfigurationId> settled = new ArrayList<>();
  private int count;

  int count() {
    return count;
  }

  List<ConfigurationId> settled() {
    return List.copyOf(settled);
  }

  @Override
  public void end(ConfigurationId configuration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settle(Collection<ConfigurationId> configurations) {
    settled.addAll(configurations);
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
