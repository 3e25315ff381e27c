package dev.waybill.manifest;

final class InMemorySigningKeysTest extends SigningKeysContract {
  private final InMemorySigningKeys keys = new InMemorySigningKeys();

  @Override
  protected SigningKeys keys() {
    return keys;
  }

  @Override
  protected void rotate() {
    keys.rotate();
  }
}
