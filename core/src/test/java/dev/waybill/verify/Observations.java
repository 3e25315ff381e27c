package dev.waybill.verify;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was observed. */
public final class Observations implements VerificationListener {
  private final List<Observation> all = new ArrayList<>();
  private long listed;
  private long checked;

  @Override
  public void observed(Observation observation) {
    all.add(observation);
  }

  @Override
  public void listed(long objects, long storedBytes) {
    listed += storedBytes;
  }

  @Override
  public void checked(long storedBytes) {
    checked += storedBytes;
  }

  public List<Observation> all() {
    return all;
  }

  /** As the specification's verifier prints them. */
  List<String> lines() {
    return all.stream().map(o -> (o.code() + " " + o.object()).strip()).toList();
  }

  long listedBytes() {
    return listed;
  }

  long checkedBytes() {
    return checked;
  }
}
