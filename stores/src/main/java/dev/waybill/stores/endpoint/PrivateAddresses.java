package dev.waybill.stores.endpoint;

/** Whether a store may live at an address of the operator's own network. */
public enum PrivateAddresses {
  /** Loopback, private and carrier-grade NAT addresses are refused. */
  REFUSED,
  /** They are allowed; link-local, metadata and multicast addresses never are. */
  ALLOWED
}
