package dev.waybill.server.secrets;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Stored secrets in memory, ordered by the text of their places. */
final class InMemorySecrets implements StoredSecrets {
  private static final int PREFIX_BYTES = 5;

  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> everRecorded = new LinkedHashSet<>();
  private final Map<String, Sealed> stored = new TreeMap<>();
  private Runnable beforeReplacing = () -> {};

  /** Is run each time before ciphertexts are replaced. */
  void beforeReplacing(Runnable what) {
    beforeReplacing = what;
  }

  synchronized void put(SecretBinding binding, byte[] ciphertext) {
    stored.put(binding.toString(), new Sealed(binding, Ciphertext.of(ciphertext)));
  }

  /** Encrypts within the transaction, as all writes do. */
  synchronized void put(SecretBinding binding, Supplier<byte[]> ciphertext) {
    put(binding, ciphertext.get());
  }

  synchronized byte[] get(SecretBinding binding) {
    return Optional.ofNullable(stored.get(binding.toString()))
        .orElseThrow(NoSuchElementException::new)
        .ciphertext()
        .bytes();
  }

  synchronized void remove(SecretBinding binding) {
    stored.remove(binding.toString());
  }

  synchronized List<Sealed> all() {
    return List.copyOf(stored.values());
  }

  synchronized Set<Ciphertext> prefixes() {
    return stored.values().stream().map(InMemorySecrets::prefix).collect(Collectors.toSet());
  }

  /** All keys, also those that were forgotten. */
  synchronized List<String> everRecorded() {
    return List.copyOf(everRecorded);
  }

  @Override
  public synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  @Override
  public synchronized void record(String key, Instant now) {
    keys.add(key);
    everRecorded.add(key);
  }

  @Override
  public synchronized List<Sealed> encryptedOtherwise(
      String key, Optional<SecretBinding> after, int most) {
    return stored.values().stream()
        .filter(found -> !prefix(found).equals(Ciphertext.of(SecretKey.prefix(key))))
        .filter(
            found ->
                after
                    .filter(last -> found.binding().toString().compareTo(last.toString()) <= 0)
                    .isEmpty())
        .limit(most)
        .toList();
  }

  @Override
  public int replace(List<Sealed> olds, List<Sealed> news) {
    beforeReplacing.run();
    int replaced = 0;
    synchronized (this) {
      for (int index = 0; index < olds.size(); index++) {
        String place = olds.get(index).binding().toString();
        if (olds.get(index).equals(stored.get(place))) {
          stored.put(place, news.get(index));
          replaced++;
        }
      }
    }
    return replaced;
  }

  @Override
  public synchronized boolean forgetOthers(String key) {
    boolean needed = !encryptedOtherwise(key, Optional.empty(), 1).isEmpty();
    if (!needed) {
      keys.retainAll(Set.of(key));
    }
    return !needed;
  }

  private static Ciphertext prefix(Sealed secret) {
    return Ciphertext.of(Arrays.copyOf(secret.ciphertext().bytes(), PREFIX_BYTES));
  }
}
