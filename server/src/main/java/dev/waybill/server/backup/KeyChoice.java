package dev.waybill.server.backup;

/** Whether a backup holds the key that encrypts the secrets in it. */
public enum KeyChoice {
  INCLUDED,
  LEFT_OUT
}
