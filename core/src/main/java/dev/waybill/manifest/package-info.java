/**
 * The signed documents that prove a delivery, as docs/spec/manifest-v1.md defines them: their
 * bytes, signatures, keys, names and hashes. Nothing here knows how events are exported.
 */
@NullMarked
package dev.waybill.manifest;

import org.jspecify.annotations.NullMarked;
