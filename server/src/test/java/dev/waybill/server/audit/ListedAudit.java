package dev.waybill.server.audit;

import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what is recorded, in order. */
public final class ListedAudit implements SelfAudit, KeyAddresses {
  /** One record. */
  public record Entry(Actor actor, Optional<TenantId> tenant, Act act) {

    /** One of the details; empty if it is absent. */
    public String detail(String name) {
      return act.details().json().path(name).asString("");
    }
  }

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final List<String> uses = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  /** From now on nothing can be recorded. */
  public void fail() {
    broken = true;
  }

  /** From now on it can again. */
  public void mend() {
    broken = false;
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The key's name and the address, of each use that was noted. */
  public List<String> uses() {
    return List.copyOf(uses);
  }

  @Override
  public void record(TenantId tenant, Act act) {
    add(new Entry(Acting.current(), Optional.of(tenant), act));
  }

  @Override
  public void recordForOperators(Act act) {
    add(new Entry(Acting.current(), Optional.empty(), act));
  }

  @Override
  public void used(ApiKey key, String address, Instant now) {
    requireWhole();
    uses.add(key.name() + " " + address);
  }

  private void add(Entry entry) {
    requireWhole();
    entries.add(entry);
  }

  private void requireWhole() {
    if (broken) {
      throw new IllegalStateException("the disk is full");
    }
  }
}
