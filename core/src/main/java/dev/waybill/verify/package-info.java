/**
 * Verifies what lies at a place by its signed documents, as docs/spec/manifest-v1.md, section 6,
 * says. Needs nothing of the service but its public keys.
 */
@NullMarked
package dev.waybill.verify;

import org.jspecify.annotations.NullMarked;
