package dev.waybill.verify;

import dev.waybill.manifest.ObjectName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the objects are that no accepted manifest lists. */
final class Leftovers {
  private final Map<String, Chain> chains = new HashMap<>();

  /**
   * @param chains of the streams that left more than keys here: names of objects have only a part
   *     of a stream's id, so anybody could put a key there that explains an object he added
   */
  Leftovers(Map<UUID, Chain> chains) {
    chains.forEach((stream, chain) -> this.chains.put(ObjectName.streamDigits(stream), chain));
  }

  Observation observation(String key) {
    Optional<ObjectName> name = ObjectName.parse(key);
    Optional<Chain> chain = name.map(ObjectName::stream).map(chains::get);
    Code code =
        chain.isPresent() ? chain.get().unlisted(name.orElseThrow().sequence()) : Code.EXTRA_OBJECT;
    return new Observation(code, key, "an object that a manifest lists", found(code, name));
  }

  private static String found(Code code, Optional<ObjectName> name) {
    String job = name.map(n -> "job " + n.sequence()).orElse("no job");
    return switch (code) {
      case UNCOMMITTED -> "an object of " + job + ", which is under way or ended without it";
      case NOT_COVERED -> "an object of " + job + ", of which no manifest is accepted";
      default -> "an object that nothing explains, of " + job;
    };
  }
}
