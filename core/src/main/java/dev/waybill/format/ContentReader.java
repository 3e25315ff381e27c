package dev.waybill.format;

/** Sees what an encoder is given, in order, in pieces as large as it gathers anyhow. */
public interface ContentReader {

  /** The next piece; it does not stay after the call. */
  void read(byte[] bytes, int offset, int length);
}
