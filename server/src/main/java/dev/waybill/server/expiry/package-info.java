/** Notices before the secrets of storage integrations end by themselves. */
@NullMarked
package dev.waybill.server.expiry;

import org.jspecify.annotations.NullMarked;
