package dev.waybill.manifest;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A place, and what every verifier must report of it.
 *
 * @param name what was done to it, for people
 * @param objects by key
 * @param trusted the keys that the user gives
 * @param options those of docs/spec/verify_manifest.py besides keys
 * @param report a code and an object's key each, as docs/spec/manifest-v1.md, section 6, names them
 */
public record PlaceCase(
    String name,
    SortedMap<String, byte[]> objects,
    List<VerificationKey> trusted,
    List<String> options,
    SortedSet<String> report) {

  public PlaceCase {
    objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    trusted = List.copyOf(trusted);
    options = List.copyOf(options);
    report = Collections.unmodifiableSortedSet(new TreeSet<>(report));
  }

  /** A place of a stream that began with the first sample key. */
  static PlaceCase of(String name, SortedMap<String, byte[]> objects, String... report) {
    return new PlaceCase(
        name,
        objects,
        List.of(SampleKeys.FIRST.publicKey()),
        List.of(),
        new TreeSet<>(List.of(report)));
  }

  PlaceCase trusting(SigningKeyPair... keys) {
    List<VerificationKey> some = Arrays.stream(keys).map(SigningKeyPair::publicKey).toList();
    return new PlaceCase(name, objects, some, options, report);
  }

  PlaceCase with(String... more) {
    return new PlaceCase(name, objects, trusted, List.of(more), report);
  }

  /** Whether there is a finding, so that a verifier ends with 4. */
  public boolean fails() {
    return report.stream()
        .anyMatch(
            line ->
                !line.startsWith("RECOMPRESSED ")
                    && !line.startsWith("NOT_COVERED ")
                    && !line.startsWith("RESTORED ")
                    && !line.startsWith("UNCOMMITTED "));
  }

  @Override
  public String toString() {
    return name;
  }
}
