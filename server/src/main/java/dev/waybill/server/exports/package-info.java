/**
 * What a tenant's administrator can do with exports: create, change, test, run and look at them.
 * Knows nothing of the protocol by which they ask.
 */
@NullMarked
package dev.waybill.server.exports;

import org.jspecify.annotations.NullMarked;
